/**
 * Machines whose root file system is on the network, as their kernels show it.
 *
 * @module
 */
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

/** `2001:db8::/64` on eth1, and what every link has. */
export const ROUTES6: Files = {
  "/proc/net/ipv6_route": [
    ["20010db8000000000000000000000000 40", "00000100", "00000001", "eth1"],
    ["fe800000000000000000000000000000 40", "00000100", "00000001", "eth0"],
    ["20010db8000000010000000000000000 40", "00000100", "00200200", "lo"],
    ["00000000000000000000000000000000 00", "ffffffff", "00200200", "lo"],
    ["ff000000000000000000000000000000 08", "00000100", "00000001", "eth0"],
  ].map(([destination, metric, flags, device]) =>
    `${destination} ${"0".repeat(32)} 00 ${"0".repeat(32)} ${metric} 00000001 00000000 ${flags} ${device}\n`
  ).join(""),
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

export { MACS };
