import { systemdVersion } from "../../image/systemd.ts";
import type { System } from "../../system/system.ts";
import { commandOf, endedWhen, runInstead } from "../_wait_online.ts";
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

/** The first systemd that does not wait, for twelve seconds, for a router on a link whose stated addresses are there. */
const FIRST_WITHOUT_ROUTER = 254;

/** One interface is enough to be online: a fallback to DHCP that nobody answers should not hold up the boot. */
export function files(image: System): ImageFile[] {
  const [program] = commandOf(image, WAIT_ONLINE)?.split(" ") ?? [];
  const version = systemdVersion(image);
  if (program === undefined || version < FIRST_WITH_ANY) return [];
  const command = `${program} --any`;
  return [
    runInstead(WAIT_ONLINE, version < FIRST_WITHOUT_ROUTER ? endedWhen(IS_ROUTABLE, command) : command),
  ];
}

const LINKS = "/run/systemd/netif/links";
const REQUIRED_LINKS = `$$(grep -ls ^REQUIRED_FOR_ONLINE=yes ${LINKS}/*)`;

/** An interface that is waited for has an address that reaches beyond it. */
const IS_ROUTABLE = `grep -qs ^OPER_STATE=routable ${REQUIRED_LINKS} /dev/null`;
