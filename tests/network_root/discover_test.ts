import assert from "node:assert/strict";
import { discoverInterfaces } from "../../lib/interfaces.ts";
import type { NetworkRoot } from "../../lib/network_root/discover.ts";
import { networkRootOf } from "../../lib/plan/root.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import type { Files } from "../boot/_boot.ts";
import { CARDS, ibft, iscsiDisk, MACS, NBD, root, ROUTES, ROUTES6 } from "./_machines.ts";

function rootOf(files: Files): NetworkRoot | undefined {
  const system = memorySystem({ ...CARDS, ...files });
  return networkRootOf(system, discoverInterfaces(system));
}

const NFS = root("0:31", "nfs4", "192.0.2.1:/srv/root", "rw,vers=4.2,clientaddr=192.0.2.9,addr=192.0.2.1");
const MULTIPATH: Files = {
  ...root("253:0", "xfs", "/dev/mapper/mpatha"),
  "/sys/dev/block/253:0": { link: "../../devices/virtual/block/dm-0" },
  "/sys/class/block/dm-0/slaves/sda/size": "1\n",
  "/sys/class/block/dm-0/slaves/sdb/size": "1\n",
  ...iscsiDisk(1, "sda", "192.0.2.1"),
  ...iscsiDisk(2, "sdb", "198.51.100.1"),
};
const commandLine = (words: string): Files => ({ "/proc/cmdline": `BOOT_IMAGE=/vmlinuz ${words} quiet\n` });
const klibc = (device: string, server: string): Files => ({
  [`/run/net-${device}.conf`]:
    `DEVICE='${device}'\nPROTO='dhcp'\nIPV4ADDR='192.0.2.9'\nROOTSERVER='${server}'\n`,
});

/** Each sign with the cards that it leads to. */
const SIGNS: Readonly<Record<string, readonly [files: Files, what: string, cards: readonly string[]]>> = {
  "NFS": [{ ...NFS, ...ROUTES }, "on NFS", ["eth0"]],
  "NFS of another network": [
    { ...root("0:31", "nfs", "198.51.100.7:/srv", "rw,addr=198.51.100.7"), ...ROUTES },
    "on NFS",
    ["eth1"],
  ],
  "NFS by IPv6, known by its source alone": [
    { ...root("0:31", "nfs", "[2001:db8::7]:/srv"), ...ROUTES, ...ROUTES6 },
    "on NFS",
    ["eth1"],
  ],
  "NFS below an overlay": [
    {
      "/proc/self/mountinfo":
        "26 1 0:40 / / rw - overlay overlay rw,lowerdir=/run/live/image,upperdir=/run/up\n" +
        "27 26 0:22 / /run rw - tmpfs tmpfs rw\n" +
        "28 26 0:31 / /run/live rw - nfs 192.0.2.1:/srv rw,addr=192.0.2.1\n",
      ...ROUTES,
    },
    "on NFS",
    ["eth0"],
  ],
  "NBD, Debian's nbdroot=": [
    { ...NBD, ...ROUTES, ...commandLine("root=/dev/nbd0 nbdroot=198.51.100.7,root,nbd0") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, dracut's root=nbd:": [
    { ...NBD, ...ROUTES, ...commandLine("root=nbd:198.51.100.7:root:ext4") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD by IPv6": [
    { ...NBD, ...ROUTES, ...ROUTES6, ...commandLine("netroot=nbd:[2001:db8::7]:root") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD of a server that DHCP named": [
    { ...NBD, ...ROUTES, ...commandLine("nbdroot=dhcp"), ...klibc("eth1", "198.51.100.7") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and only what ipconfig left": [
    { ...NBD, ...klibc("eth1", "0.0.0.0") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and only routes": [{ ...NBD, ...ROUTES }, "on an NBD device", ["eth0", "eth1"]],
  "a partition of an NBD device": [
    {
      ...root("43:1", "ext4", "/dev/nbd0p1"),
      "/sys/dev/block/43:1": { link: "../../devices/virtual/block/nbd0/nbd0p1" },
      ...ROUTES,
      ...commandLine("nbdroot=192.0.2.1,root"),
    },
    "on an NBD device",
    ["eth0"],
  ],
  "iSCSI without a word on the command line, as with dracut and iBFT": [
    { ...root("8:1", "ext4", "/dev/sda1"), ...iscsiDisk(1, "sda/sda1", "198.51.100.1"), ...ROUTES },
    "on an iSCSI disk",
    ["eth1"],
  ],
  "iSCSI that only firmware tells of": [
    {
      ...root("8:1", "ext4", "/dev/sda1"),
      ...iscsiDisk(1, "sda/sda1", ""),
      ...ibft(0, MACS[1]!, 3),
      ...ibft(1, MACS[0]!, 0),
    },
    "on an iSCSI disk",
    ["eth1"],
  ],
  "iSCSI by two paths": [{ ...MULTIPATH, ...ROUTES }, "on an iSCSI disk", ["eth0", "eth1"]],
  "iSCSI by two paths in one network, as firmware tells": [
    {
      ...MULTIPATH,
      ...iscsiDisk(2, "sdb", "192.0.2.2"),
      ...ROUTES,
      ...ibft(0, MACS[0]!, 3),
      ...ibft(1, MACS[1]!, 1),
    },
    "on an iSCSI disk",
    ["eth0", "eth1"],
  ],
  "a file system over disks, by its source": [
    { ...root("0:33", "btrfs", "/dev/sda"), ...iscsiDisk(1, "sda", "192.0.2.1"), ...ROUTES },
    "on an iSCSI disk",
    ["eth0"],
  ],
  "NVMe over TCP": [
    {
      ...root("259:1", "ext4", "/dev/nvme0n1"),
      "/sys/dev/block/259:1": { link: "../../devices/virtual/nvme-fabrics/ctl/nvme0/nvme0n1" },
      "/sys/class/nvme/nvme0/transport": "tcp\n",
      "/sys/class/nvme/nvme0/address": "traddr=198.51.100.4,trsvcid=4420\n",
      ...ROUTES,
    },
    "on an NVMe disk over the network",
    ["eth1"],
  ],
  "NVMe over TCP with several paths": [
    {
      ...root("259:1", "ext4", "/dev/nvme0n1"),
      "/sys/dev/block/259:1": { link: "../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1" },
      "/sys/class/nvme-subsystem/nvme-subsys0/nvme0/transport": "tcp\n",
      "/sys/class/nvme/nvme0/transport": "tcp\n",
      "/sys/class/nvme/nvme0/address": "traddr=198.51.100.4,trsvcid=4420\n",
      ...ROUTES,
    },
    "on an NVMe disk over the network",
    ["eth1"],
  ],
  "Ceph": [
    {
      ...root("252:0", "ext4", "/dev/rbd0"),
      "/sys/dev/block/252:0": { link: "../../devices/rbd/0/block/rbd0" },
      ...klibc("eth0", "0.0.0.0"),
      ...ROUTES,
    },
    "on a Ceph block device",
    ["eth0"],
  ],
};

for (const [sign, [files, what, cards]] of Object.entries(SIGNS)) {
  Deno.test(`network root: ${sign}`, () => {
    const found = rootOf(files);
    assert.equal(found?.what, what);
    assert.deepEqual([...found.cards].sort(), cards);
    assert.deepEqual([found.ports, found.made], [[], []]);
  });
}

/** Roots of machines that only look as if. */
const LOCAL: Readonly<Record<string, Files>> = {
  "nothing is known": {},
  "a disk, though the network was up before": {
    ...root("253:1", "ext4", "/dev/vda1"),
    "/sys/dev/block/253:1": { link: "../../devices/pci0000:00/0000:00:05.0/virtio2/block/vda/vda1" },
    ...ROUTES,
    ...klibc("eth0", "0.0.0.0"),
    ...ibft(0, MACS[0]!, 3),
    ...commandLine("ip=dhcp"),
  },
  "LVM on a disk": {
    ...root("253:0", "ext4", "/dev/mapper/vg-root"),
    "/sys/dev/block/253:0": { link: "../../devices/virtual/block/dm-0" },
    "/sys/class/block/dm-0/slaves/sda2/size": "1\n",
    "/sys/class/block/sda2": { link: "../../devices/pci0000:00/0000:00:1f.2/ata1/host0/block/sda/sda2" },
    ...ROUTES,
  },
  "NVMe with several ports": {
    ...root("259:1", "ext4", "/dev/nvme0n1"),
    "/sys/dev/block/259:1": { link: "../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1" },
    "/sys/class/nvme-subsystem/nvme-subsys0/nvme0/transport": "pcie\n",
    "/sys/class/nvme/nvme0/transport": "pcie\n",
    ...ROUTES,
  },
  "a ramdisk": { ...root("0:23", "tmpfs", "rootfs"), ...ROUTES, ...commandLine("root=nfs:192.0.2.1:/srv") },
  "NFS that a disk was mounted over": {
    "/proc/self/mountinfo": "26 1 0:31 / / rw - nfs 192.0.2.1:/srv rw,addr=192.0.2.1\n" +
      "27 1 8:1 / / ro - ext4 /dev/sda1 ro\n",
    "/sys/dev/block/8:1": { link: "../../devices/pci0000:00/0000:00:1f.2/ata1/host0/block/sda/sda1" },
    ...ROUTES,
  },
};

for (const [what, files] of Object.entries(LOCAL)) {
  Deno.test(`network root: none, ${what}`, () => assert.equal(rootOf(files), undefined));
}

Deno.test("network root: a VLAN of the initramfs, and the card under it", () => {
  const found = rootOf({
    ...NBD,
    ...commandLine("nbdroot=192.0.2.1,root vlan=eth1.5:eth1"),
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "eth1.5"),
    "/sys/class/net/eth1.5/uevent": "DEVTYPE=vlan\n",
    "/sys/class/net/eth1.5/lower_eth1": { link: "../eth1" },
  });
  assert.deepEqual(found, { what: "on an NBD device", cards: ["eth1"], ports: [], made: ["eth1.5"] });
});

Deno.test("network root: a VLAN on a bond of the initramfs, and the bond's ports", () => {
  const found = rootOf({
    ...NBD,
    ...commandLine("nbdroot=192.0.2.1,root bond=bond0:eth0,eth1"),
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "bond0.5"),
    "/sys/class/net/bond0.5/uevent": "DEVTYPE=vlan\n",
    "/sys/class/net/bond0.5/lower_bond0": { link: "../bond0" },
    "/sys/class/net/bond0/bonding/mode": "active-backup 1\n",
    "/sys/class/net/bond0/lower_eth0": { link: "../eth0" },
    "/sys/class/net/bond0/lower_eth1": { link: "../eth1" },
  });
  assert.deepEqual(found, {
    what: "on an NBD device",
    cards: [],
    ports: ["eth0", "eth1"],
    made: ["bond0.5", "bond0"],
  });
});

Deno.test("network root: a device whose name would do something to a terminal is not told of", () => {
  const odd = "eth1\u001b[2J";
  const found = rootOf({
    ...NBD,
    ...commandLine("nbdroot=192.0.2.1,root,nbd0"),
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", odd),
    [`/sys/class/net/${odd}/lower_eth1`]: { link: "../eth1" },
  });
  assert.deepEqual([found?.cards, found?.made], [["eth1"], []]);
});
