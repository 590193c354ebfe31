import { findUnit, systemdVersion } from "../../image/systemd.ts";
import type { System } from "../../system/system.ts";
import type { ImageFile, Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: ["systemd-networkd.service"],
  // Name servers that networkd was given reach programs in no other way.
  companions: ["systemd-resolved.service"],
  scripts: [],
  runlevel: "boot",
};

export const leftovers: readonly Leftover[] = [
  { directory: "/etc/systemd/network", pattern: /\.(?:network|netdev)$/ },
  // Those without a name set a MAC or a queue, for all that is to come.
  { directory: "/etc/systemd/network", pattern: /\.link$/, text: /^\s*Name\s*=/m },
];

const WAIT_ONLINE = "systemd-networkd-wait-online.service";

/** The first systemd whose wait-online knows `--any`. */
const FIRST_WITH_ANY = 242;

/** One interface is enough to be online: a fallback to DHCP that nobody answers should not hold up the boot. */
export function files(image: System): ImageFile[] {
  const unit = findUnit(image, WAIT_ONLINE);
  const [, program] = /^ExecStart=(\S+)/m.exec(unit === undefined ? "" : image.readText(unit) ?? "") ?? [];
  if (program === undefined || systemdVersion(image) < FIRST_WITH_ANY) return [];
  const contents = `[Service]\nExecStart=\nExecStart=${program} --any\n`;
  return [{ path: `/etc/systemd/system/${WAIT_ONLINE}.d/simple-init.conf`, contents }];
}
