/**
 * Files beside the services that a network stack needs in an image.
 *
 * @module
 */
import type { Choice } from "../stacks/choose.ts";
import type { System } from "../system/system.ts";
import type { Build } from "./build.ts";
import type { ImagePlan } from "./image_hook.ts";
import { planOwnFiles } from "./plans.ts";
import { BOOT_UNIT, stackUnits } from "./services.ts";
import { findUnit } from "./systemd.ts";

type OwnFile = { readonly path: string; readonly contents: string; readonly foreign?: "keep" };

export function planStackFiles(system: System, build: Build, choice: Choice): ImagePlan {
  const { renderer } = choice;
  return planOwnFiles(system, [
    ...(build.initSystem === "systemd" ? [preset(system, build, choice)] : []),
    ...(renderer === "networkd" || renderer === "netplan" ? waitOnline(system) : []),
    ...(renderer === "networkmanager" ? networkManagerFiles(system, build) : []),
  ]);
}

/** On a machine's first boot, distributions like Fedora disable every unit that no preset names. */
function preset(system: System, { engine }: Build, choice: Choice): OwnFile {
  const units = [...(engine === "simple-init" ? [BOOT_UNIT] : []), ...stackUnits(system, choice)];
  return {
    path: "/etc/systemd/system-preset/20-simple-init.preset",
    contents: units.map((unit) => `enable ${unit}\n`).join(""),
  };
}

const WAIT_ONLINE = "systemd-networkd-wait-online.service";

/** The first systemd whose wait-online knows `--any`. */
const FIRST_WITH_ANY = 242;

/** One interface is enough to be online: a fallback to DHCP that nobody answers shall not hold up the boot. */
function waitOnline(system: System): OwnFile[] {
  const unit = findUnit(system, WAIT_ONLINE);
  const [, program] = /^ExecStart=(\S+)/m.exec(unit === undefined ? "" : system.readText(unit) ?? "") ?? [];
  if (program === undefined || systemdVersion(system) < FIRST_WITH_ANY) return [];
  const contents = `[Service]\nExecStart=\nExecStart=${program} --any\n`;
  return [{ path: `/etc/systemd/system/${WAIT_ONLINE}.d/simple-init.conf`, contents }];
}

/** By the name of its library, as nothing of the image can be run everywhere; 0 where there is none, before 231. */
function systemdVersion(system: System): number {
  const libraries = ["/usr/lib", "/lib", "/usr/lib64"];
  const triplets = (system.readDirectory("/usr/lib") ?? []).filter((name) => name.includes("-linux-"));
  const directories = [...libraries, ...triplets.map((name) => `/usr/lib/${name}`)];
  const names = directories.flatMap((directory) => system.readDirectory(`${directory}/systemd`) ?? []);
  return Math.max(
    0,
    ...names.map((name) => Number(/^libsystemd-shared-(\d+)\b.*\.so$/.exec(name)?.[1] ?? 0)),
  );
}

const CONF_D = "/etc/NetworkManager/conf.d";
const UNMANAGED = "10-globally-managed-devices.conf";

function networkManagerFiles(system: System, { dhcpFallback }: Build): OwnFile[] {
  const restricted = system.lstat(`/usr/lib/NetworkManager/conf.d/${UNMANAGED}`) !== undefined;
  return [...(dhcpFallback ? [] : [NO_AUTO_DEFAULT]), ...(restricted ? [MANAGE_ALL] : [])];
}

/** Left to itself, NetworkManager makes a DHCP profile for every interface that has none. */
const NO_AUTO_DEFAULT: OwnFile = {
  path: `${CONF_D}/50-simple-init.conf`,
  contents: "[main]\nno-auto-default=*\n",
};

/** Ubuntu's file of that name leaves Ethernet to netplan alone; one of the same name takes its place. */
const MANAGE_ALL: OwnFile = {
  path: `${CONF_D}/${UNMANAGED}`,
  contents: "# NetworkManager manages all devices.\n",
  foreign: "keep",
};
