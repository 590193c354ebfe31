import assert from "node:assert/strict";
import { doubtfulRoot } from "../../lib/network_root/mount.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { commandLine, type Files, ibft, klibc, layersOn, MACS, root, rootOf, ROUTES } from "./_machines.ts";

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
  "LVM on a disk that has gone": {
    ...root("253:0", "ext4", "/dev/mapper/vg-root"),
    "/sys/dev/block/253:0": { link: "../../devices/virtual/block/dm-0" },
    "/sys/class/block/dm-0/slaves/sdb2/size": "1\n",
    ...ROUTES,
  },
  "an overlay, of which nothing below is to be seen": {
    ...root("0:40", "overlay", "overlay", "rw,lowerdir=/live/image,upperdir=/live/up"),
    ...ROUTES,
  },
  "NVMe of a subsystem of which nothing is known": {
    ...root("259:1", "ext4", "/dev/nvme0n1"),
    "/sys/dev/block/259:1": { link: "../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1" },
    ...ROUTES,
  },
  "NFS that disks were mounted over, for reading": {
    "/proc/self/mountinfo": "26 1 0:31 / / ro - nfs 192.0.2.1:/srv ro,addr=192.0.2.1\n" +
      "27 1 8:1 / / ro - ext4 /dev/sda1 ro\n",
    "/sys/dev/block/8:1": { link: "../../devices/pci0000:00/0000:00:1f.2/ata1/host0/block/sda/sda1" },
    ...ROUTES,
  },
  "NVMe with several ports": {
    ...root("259:1", "ext4", "/dev/nvme0n1"),
    "/sys/dev/block/259:1": { link: "../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1" },
    "/sys/class/nvme-subsystem/nvme-subsys0/nvme0/transport": "pcie\n",
    "/sys/class/nvme/nvme0/transport": "pcie\n",
    ...ROUTES,
  },
  "disks that stand on one another": {
    ...layersOn(2),
    "/sys/devices/virtual/block/dm-1/slaves/dm-0/size": "1\n",
    "/sys/class/block/sda": { link: "../../devices/pci0000:00/0000:00:1f.2/ata1/host0/block/sda" },
  },
  "more layers than anybody has": layersOn(9),
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

/** What nearly all machines have. */
const PLAIN: Readonly<Record<string, string>> = {
  "a virtual disk": "../../devices/pci0000:00/0000:00:05.0/virtio2/block/vda/vda1",
  "a disk": "../../devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda1",
  "NVMe": "../../devices/pci0000:00/0000:00:04.0/nvme/nvme0/nvme0n1/nvme0n1p1",
};

for (const [what, link] of Object.entries(PLAIN)) {
  Deno.test(`network root: ${what} of the machine needs no second look`, () => {
    const files = { ...root("8:1", "ext4", "/dev/root"), "/sys/dev/block/8:1": { link } };
    assert.equal(doubtfulRoot(memorySystem(files)), undefined);
  });
}
