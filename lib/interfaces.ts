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
  /**
   * The address is burnt in (`addr_assign_type` 0), not made up by the kernel or a person; and it is its own, not that of
   * another interface which it is a part of.
   */
  readonly hasPermanentMac: boolean;
  /** Undefined while the interface is down, and where the kernel does not say. */
  readonly carrier: boolean | undefined;
  /** It is a virtual function of a card that is on this machine too, and so there to be given away. */
  readonly isVirtualFunction?: true;
  /** Where it is, or what it is a part of, on the PCI bus: `0000:00:05.0`. Only where another one has its address. */
  readonly pciAddress?: string;
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

/** The directory with one of each interface. */
export const INTERFACES = "/sys/class/net";

/** All interfaces that may be real hardware, by name: no loopback, tunnels, bridges, bonds, VLANs and their like. */
export function discoverInterfaces(system: System): NetworkInterface[] {
  const found = (system.readDirectory(INTERFACES) ?? []).flatMap((name) =>
    discoverInterface(system, name) ?? []
  );
  const twins = [...Map.groupBy(found, ({ mac }) => mac).values()].filter((all) => all.length > 1);
  const told = new Map(twins.flatMap((all) => tellApart(system, all)).map((device) => [device.name, device]));
  return found.map((device) => told.get(device.name) ?? device);
}

/** Whether an interface may be real hardware. */
export function isCard(system: System, name: string): boolean {
  return discoverInterface(system, name) !== undefined;
}

/** Hyper-V's and Azure's network device, which takes in a virtual function with its address as a faster path. */
const NETVSC = "hv_netvsc";

/**
 * Interfaces that have one address, with what tells them apart: where they are on the bus, and whether one is a part of
 * another, of a netvsc device or of one that `net_failover` has made (the kernel's networking/netvsc.rst and
 * net_failover.rst). A bond and its like are not among those that are found.
 */
function tellApart(system: System, twins: readonly NetworkInterface[]): NetworkInterface[] {
  const link = (name: string, file: string) => linkAt(system, `${INTERFACES}/${name}${file}`);
  const netvsc = new Set(
    twins.filter(({ name }) => lastPart(link(name, "/device/driver")) === NETVSC).map(({ name }) => name),
  );
  return twins.map((device) => {
    const { name } = device;
    const master = lastPart(link(name, "/master"));
    const isPart = twins.some((other) =>
      other !== device && other.hasPermanentMac &&
      (other.name === master || (netvsc.has(other.name) && !netvsc.has(name)))
    );
    // The directory of an interface is itself a link into the tree of devices.
    const pciAddress = `${link(name, "")} ${link(name, "/device")}`.match(PCI_ADDRESS)?.at(-1);
    return {
      ...device,
      hasPermanentMac: device.hasPermanentMac && !isPart,
      ...(pciAddress === undefined ? {} : { pciAddress }),
    };
  });
}

function discoverInterface(system: System, name: string): NetworkInterface | undefined {
  if (name === "lo" || name === "bonding_masters") return undefined;
  const device = lookAt(system, `${INTERFACES}/${name}`);
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
    ...(device.isVirtualFunction ? { isVirtualFunction: true } : {}),
  };
}

const PCI_ADDRESS = /\b[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b/g;

function lastPart(path: string | undefined): string | undefined {
  return path?.split("/").at(-1);
}

interface Device {
  readonly entries: ReadonlySet<string>;
  /** A file's text without its line end, where there is one. */
  readonly read: (file: string) => string | undefined;
  readonly isVirtualFunction: boolean;
}

function lookAt(system: System, path: string): Device {
  const entries = new Set(unlessGone(() => system.readDirectory(path)) ?? []);
  const read = (file: string) =>
    entries.has(file.split("/", 1)[0]!)
      ? unlessGone(() => system.readText(`${path}/${file}`))?.trim()
      : undefined;
  const isVirtualFunction = entries.has("device") &&
    unlessGone(() => system.lstat(`${path}/device/physfn`)) !== undefined;
  return { entries, read, isVirtualFunction };
}

function linkAt(system: System, path: string): string | undefined {
  return unlessGone(() => system.lstat(path)?.kind === "symlink" ? system.readLink(path) : undefined);
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
