/**
 * The network interfaces of a machine, from `/sys/class/net` (the kernel's `Documentation/ABI/testing/sysfs-class-net`).
 *
 * @module
 */
import { type System, SystemError } from "./system/system.ts";
import { isZeroMac, parseMac } from "./mac.ts";

export interface NetworkInterface {
  readonly name: string;
  /** Its own hardware address, also while it is a bond's port and shows the bond's. Lower case, colons. */
  readonly mac: string;
  readonly infiniband: boolean;
  /** The address is burnt in (`addr_assign_type` 0), not made up by the kernel or a person. */
  readonly hasPermanentMac: boolean;
  /** Undefined while the interface is down, and where the kernel does not say. */
  readonly carrier: boolean | undefined;
}

/** `ARPHRD_ETHER` and `ARPHRD_INFINIBAND`: the only types that a config drive can speak of. */
const ETHERNET = "1";
const INFINIBAND = "32";

/** What a device is that something made on top of others; such a device says so as `DEVTYPE`. */
const MADE_DEVICES = new Set([
  ...["bond", "bridge", "vlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "vxlan", "geneve", "gre", "team"],
  ...["wireguard", "dsa", "hsr", "batadv", "ppp", "l2tpeth", "amt", "gtp", "bareudp", "netdevsim"],
  ...["wlan", "wwan", "wpan"],
]);

/** Directories and files that only devices without hardware have. */
const MADE_MARKS = ["bridge", "bonding", "tun_flags", "team", "phy80211"];

const DIRECTORY = "/sys/class/net";

/** All interfaces that may be real hardware, by name: no loopback, tunnels, bridges, bonds, VLANs and their like. */
export function discoverInterfaces(system: System): NetworkInterface[] {
  return (system.readDirectory(DIRECTORY) ?? []).flatMap((name) => discoverInterface(system, name) ?? []);
}

function discoverInterface(system: System, name: string): NetworkInterface | undefined {
  if (name === "lo" || name === "bonding_masters") return undefined;
  const device = lookAt(system, `${DIRECTORY}/${name}`);
  const type = device.read("type") ?? ETHERNET;
  if ((type !== ETHERNET && type !== INFINIBAND) || isMade(device)) return undefined;
  const isPort = device.entries.has("bonding_slave");
  const mac = parseMac(device.read(isPort ? "bonding_slave/perm_hwaddr" : "address"));
  if (mac === undefined || isZeroMac(mac)) return undefined;
  const carrier = device.read("carrier");
  return {
    name,
    mac,
    infiniband: type === INFINIBAND,
    hasPermanentMac: device.read("addr_assign_type") === "0",
    carrier: carrier === undefined ? undefined : carrier === "1",
  };
}

interface Device {
  readonly entries: ReadonlySet<string>;
  /** A file's text without its line end, where there is one. */
  readonly read: (file: string) => string | undefined;
}

function lookAt(system: System, path: string): Device {
  const entries = new Set(unlessGone(() => system.readDirectory(path)) ?? []);
  const read = (file: string) =>
    entries.has(file.split("/", 1)[0]!)
      ? unlessGone(() => system.readText(`${path}/${file}`))?.trim()
      : undefined;
  return { entries, read };
}

const FLEETING = new Set(["EINVAL", "ENODEV", "EIO"]);

/** The kernel answers `EINVAL` for the carrier of an interface that is down, and `ENODEV` when it has just gone away. */
function unlessGone<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError && FLEETING.has(error.code)) return undefined;
    throw error;
  }
}

function isMade({ entries, read }: Device): boolean {
  const devtype = /^DEVTYPE=(.*)$/m.exec(read("uevent") ?? "")?.[1];
  return (devtype !== undefined && MADE_DEVICES.has(devtype)) || MADE_MARKS.some((mark) => entries.has(mark));
}
