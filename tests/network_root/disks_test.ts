import { type Files, ibft, iscsiDisk, klibc, layersOn, MACS, root, ROUTES } from "./_machines.ts";
import { testSigns } from "./_signs.ts";

const MULTIPATH: Files = {
  ...root("253:0", "xfs", "/dev/mapper/mpatha"),
  "/sys/dev/block/253:0": { link: "../../devices/virtual/block/dm-0" },
  "/sys/class/block/dm-0/slaves/sda/size": "1\n",
  "/sys/class/block/dm-0/slaves/sdb/size": "1\n",
  ...iscsiDisk(1, "sda", "192.0.2.1"),
  ...iscsiDisk(2, "sdb", "198.51.100.1"),
};

testSigns({
  "iSCSI without a word on the command line, as with dracut and iBFT": [
    { ...root("8:1", "ext4", "/dev/sda1"), ...iscsiDisk(1, "sda/sda1", "198.51.100.1"), ...ROUTES },
    "on an iSCSI disk",
    ["eth1"],
  ],
  "iSCSI, of which only the address of now is known": [
    {
      ...root("8:1", "ext4", "/dev/sda1"),
      ...iscsiDisk(1, "sda/sda1", ""),
      "/sys/class/iscsi_connection/connection1:0/address": "198.51.100.1\n",
      ...ROUTES,
    },
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
  "iSCSI, of which the firmware knows no card": [
    {
      ...root("8:1", "ext4", "/dev/sda1"),
      ...iscsiDisk(1, "sda/sda1", ""),
      "/sys/firmware/ibft/ethernet0/flags": "3\n",
      "/sys/firmware/ibft/target0/flags": "3\n",
      ...klibc("eth0", "0.0.0.0"),
    },
    "on an iSCSI disk",
    ["eth0"],
  ],
  "iSCSI and NBD in one, as firmware tells": [
    {
      ...MULTIPATH,
      "/sys/class/block/sdb": { link: "../../devices/virtual/block/nbd0" },
      ...iscsiDisk(1, "sda", ""),
      ...ibft(0, MACS[1]!, 3),
      ...ROUTES,
    },
    "on an iSCSI disk",
    ["eth1"],
  ],
  "iSCSI below as many layers as are looked through": [
    { ...layersOn(8), ...ROUTES },
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
  "NVMe over RDMA whose controller does not say where": [
    {
      ...root("259:1", "ext4", "/dev/nvme0n1"),
      "/sys/dev/block/259:1": { link: "../../devices/virtual/nvme-fabrics/ctl/nvme0/nvme0n1" },
      "/sys/class/nvme/nvme0/transport": "rdma\n",
      ...klibc("eth1", "0.0.0.0"),
    },
    "on an NVMe disk over the network",
    ["eth1"],
  ],
  "ATA over Ethernet": [
    {
      ...root("152:0", "ext4", "/dev/etherd/e0.0"),
      "/sys/dev/block/152:0": { link: "../../devices/virtual/block/etherd!e0.0" },
      ...klibc("eth1", "0.0.0.0"),
    },
    "on an ATA over Ethernet device",
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
});
