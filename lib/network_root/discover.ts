/**
 * Which cards lead to a root file system that is on the network. To take one of them down is to take the root away, and with
 * it whatever would bring the card up again.
 *
 * Who has the root is known to the kernel or stands on its command line, and the kernel's routes tell by which device he is
 * reached. Where that tells nothing, what the initramfs left behind does, and at last every device that has a route.
 *
 * @module
 */
import { unlessRefused } from "../config_drive/documents.ts";
import { type Ip, parseIp } from "../ip.ts";
import { isPlainDeviceName } from "../device_name.ts";
import { INTERFACES, type NetworkInterface } from "../interfaces.ts";
import { parseMac } from "../mac.ts";
import type { System } from "../system/system.ts";
import { remoteRoot } from "./kinds.ts";
import { deviceTo, kernelRoutes } from "./routes.ts";

/** A root file system on the network. Devices are given by their names. */
export interface NetworkRoot {
  /** Where it is, as the end of a sentence: `on an NBD device`. */
  readonly what: string;
  /** The cards that lead to it by themselves, or under a VLAN. */
  readonly cards: readonly string[];
  /** Those that do so as a part of a bond or a bridge, which are there already. */
  readonly ports: readonly string[];
  /** Devices that an initramfs has made on cards: VLANs, bonds, bridges. */
  readonly made: readonly string[];
}

/** By the line of the root's mount, once that has been found doubtful. Undefined: the root is not on the network. */
export function findNetworkRoot(
  system: System,
  mount: string,
  interfaces: readonly NetworkInterface[],
): NetworkRoot | undefined {
  const root = remoteRoot(system, mount);
  if (root === undefined) return undefined;
  const routes = kernelRoutes(system);
  const left = leftBehind(system);
  const told = [root.servers, serversOnCommandLine(system), left.servers].map(addresses)
    .find((found) => found.length > 0) ?? [];
  const ways = [
    ...told.flatMap((server) => deviceTo(routes, server) ?? []),
    ...(root.isIscsi ? firmwareCards(system, interfaces) : []),
  ];
  const devices = [ways, left.devices, routes.map(({ device }) => device)].find((some) => some.length > 0);
  return { what: root.what, ...standOn(system, new Set(devices), interfaces) };
}

/** The addresses in texts such as `addr=192.0.2.1`, `nbd:[2001:db8::1]:root` and `192.0.2.1:/srv`. */
function addresses(texts: readonly string[]): Ip[] {
  return texts.flatMap((text) => text.trim().replace(/^\w*=/, ""))
    .flatMap((text) => [...text.split(/[[\],]/), ...text.split(/[:,/]/)])
    .flatMap((text) => parseIp(text) ?? []).filter(({ text }) => text !== "0.0.0.0" && text !== "::");
}

/** By nbd-client, nfs-common and open-iscsi of Debian, by dracut, and by the kernel itself. */
const NAMES_SERVER = /^(?:root|netroot|nbdroot|nfsroot|iscsi_target_ip)=/i;

function serversOnCommandLine(system: System): string[] {
  const words = (unlessRefused(() => system.readText("/proc/cmdline")) ?? "").split(/\s+/);
  return words.filter((word) => NAMES_SERVER.test(word));
}

/** What klibc's ipconfig has written of each device that it set up, as initramfs-tools runs it. */
function leftBehind(
  system: System,
): { readonly devices: readonly string[]; readonly servers: readonly string[] } {
  const names = (unlessRefused(() => system.readDirectory("/run")) ?? []).filter((name) =>
    /^net6?-/.test(name) && name.endsWith(".conf")
  );
  const texts = names.map((name) => unlessRefused(() => system.readText(`/run/${name}`)) ?? "");
  const values = (key: RegExp) => texts.flatMap((text) => key.exec(text)?.[1] ?? []);
  return {
    devices: values(/^DEVICE6?=['"]?([^'"\s]+)/m),
    servers: values(/^ROOTSERVER=['"]?([^'"\s]+)/m),
  };
}

const IBFT = "/sys/firmware/ibft";

/** The cards by which firmware has found the disk, as it tells in the iBFT (the kernel's sysfs-ibft): bit 0, it is valid. */
function firmwareCards(system: System, interfaces: readonly NetworkInterface[]): string[] {
  // An initiator and targets have flags as well, but no address.
  const names = unlessRefused(() => system.readDirectory(IBFT)) ?? [];
  const read = (name: string, file: string) =>
    unlessRefused(() => system.readText(`${IBFT}/${name}/${file}`));
  const macs = names.filter((name) => (Number(read(name, "flags")) & 1) === 1)
    .map((name) => parseMac(read(name, "mac")));
  return interfaces.filter(({ mac }) => macs.includes(mac)).map(({ name }) => name);
}

/** From devices down to cards, by the links that the kernel has to what a device stands on. */
function standOn(
  system: System,
  devices: ReadonlySet<string>,
  interfaces: readonly NetworkInterface[],
): Omit<NetworkRoot, "what"> {
  const isCard = (name: string) => interfaces.some((card) => card.name === name);
  const found = { cards: new Set<string>(), ports: new Set<string>(), made: new Set<string>() };
  const seen = new Set<string>();
  const descend = (name: string, isPort: boolean) => {
    if (seen.has(name)) return;
    seen.add(name);
    if (isCard(name)) {
      found[isPort ? "ports" : "cards"].add(name);
      return;
    }
    const entries = unlessRefused(() => system.readDirectory(`${INTERFACES}/${name}`)) ?? [];
    const below = entries.filter((entry) => entry.startsWith("lower_")).map((entry) => entry.slice(6));
    if (below.length > 0) found.made.add(name);
    const isGroup = entries.includes("bonding") || entries.includes("bridge") || below.length > 1;
    for (const each of below) descend(each, isPort || isGroup);
  };
  for (const name of devices) descend(name, false);
  // Nothing is configured of another name, nor said.
  const plain = (names: ReadonlySet<string>) => [...names].filter(isPlainDeviceName);
  return { cards: plain(found.cards), ports: plain(found.ports), made: plain(found.made) };
}
