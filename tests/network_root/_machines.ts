/**
 * Machines whose root file system is on the network, as their kernels show it.
 *
 * @module
 */
import { discoverInterfaces } from "../../lib/interfaces.ts";
import type { NetworkRoot } from "../../lib/network_root/discover.ts";
import { networkRootOf } from "../../lib/plan/root.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { card, type Files, MACS } from "../boot/_boot.ts";

/** The line of the root in `/proc/self/mountinfo`, behind the mount of an initramfs. */
export function root(device: string, type: string, source: string, options = "rw"): Files {
  return {
    "/proc/self/mountinfo": "1 1 0:2 / / rw - rootfs rootfs rw\n" +
      `26 1 ${device} / / rw,relatime shared:1 - ${type} ${source} ${options}\n` +
      "25 26 0:22 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n",
  };
}

const HEAD = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

/** `192.0.2.0/24` on eth0, by which everything else is reached, and `198.51.100.0/24` on eth1. */
export const ROUTES: Files = {
  "/proc/net/route": HEAD +
    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n" +
    "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n" +
    "eth1\t006433C6\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n",
};

/** A row of `/proc/net/route`; addresses are written as there, the last byte first. */
export function route(device: string, destination: string, mask: string, more: Route = {}): string {
  const { flags = "0001", metric = 0 } = more;
  return `${device}\t${destination}\t00000000\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0  \n`;
}

interface Route {
  readonly flags?: string;
  readonly metric?: number;
}

/** A row of `/proc/net/ipv6_route`; the prefix is written as there. */
export function route6(prefix: string, device: string, more: Route6 = {}): string {
  const { flags = "00000001", metric = "00000100" } = more;
  const none = "0".repeat(32);
  return `${prefix} ${none} 00 ${none} ${metric} 00000001 00000000 ${flags} ${device.padStart(8)}\n`;
}

interface Route6 {
  readonly flags?: string;
  /** In hexadecimal digits. */
  readonly metric?: string;
}

/** `2001:db8::/64` on eth1, and what every link has. */
export const ROUTES6: Files = {
  "/proc/net/ipv6_route": route6("20010db8000000000000000000000000 40", "eth1") +
    route6("fe800000000000000000000000000000 40", "eth0") +
    route6("20010db8000000010000000000000000 40", "lo", { flags: "00200200" }) +
    route6("00000000000000000000000000000001 80", "lo", { flags: "80200001", metric: "00000000" }) +
    route6("00000000000000000000000000000000 00", "lo", { flags: "00200200", metric: "ffffffff" }) +
    route6("ff000000000000000000000000000000 08", "eth0"),
};

/** A disk that came with an iSCSI session, whose other end has an address. */
export function iscsiDisk(session: number, disk: string, address: string): Files {
  const place = `../../devices/platform/host2/session${session}/target2:0:0/2:0:0:1/block/${disk}`;
  return {
    [`/sys/dev/block/8:${session}`]: { link: place },
    [`/sys/class/block/${disk}`]: { link: place },
    [`/sys/class/iscsi_connection/connection${session}:0/persistent_address`]: `${address}\n`,
  };
}

/** A card as the firmware tells of it that has found the disk. */
export function ibft(index: number, mac: string, flags: number): Files {
  const directory = `/sys/firmware/ibft/ethernet${index}`;
  return { [`${directory}/mac`]: `${mac}\n`, [`${directory}/flags`]: `${flags}\n` };
}

export const NBD: Files = {
  ...root("43:0", "ext4", "/dev/root"),
  "/sys/dev/block/43:0": { link: "../../devices/virtual/block/nbd0" },
};

/** Two cards, eth0 and eth1. */
export const CARDS: Files = { ...card(0), ...card(1) };

/** What is found on a machine with these files and the two cards. */
export function rootOf(files: Files): NetworkRoot | undefined {
  const system = memorySystem({ ...CARDS, ...files });
  return networkRootOf(system, discoverInterfaces(system));
}

export function commandLine(words: string): Files {
  return { "/proc/cmdline": `BOOT_IMAGE=/vmlinuz ${words} quiet\n` };
}

/** What klibc's ipconfig leaves of a card. */
export function klibc(device: string, server: string): Files {
  const text = `DEVICE='${device}'\nPROTO='dhcp'\nIPV4ADDR='192.0.2.9'\nROOTSERVER='${server}'\n`;
  return { [`/run/net-${device}.conf`]: text };
}

/** These rows of `/proc/net/route` behind those of `ROUTES`. */
export function withRoutes(...rows: readonly string[]): Files {
  return { "/proc/net/route": ROUTES["/proc/net/route"]! + rows.join("") };
}

/** Below each other the layers of device mapper, and an iSCSI disk under the last. */
export function layersOn(count: number): Files {
  const layer = (index: number): Files => ({
    [`/sys/class/block/dm-${index}`]: { link: `../../devices/virtual/block/dm-${index}` },
    [`/sys/devices/virtual/block/dm-${index}/slaves/${index + 1 < count ? `dm-${index + 1}` : "sda"}/size`]:
      "1\n",
  });
  return {
    ...root("253:0", "ext4", "/dev/mapper/top"),
    "/sys/dev/block/253:0": { link: "../../devices/virtual/block/dm-0" },
    ...Object.assign({}, ...Array.from({ length: count }, (_, index) => layer(index))),
    ...iscsiDisk(1, "sda", "198.51.100.1"),
  };
}

export { type Files, MACS };
