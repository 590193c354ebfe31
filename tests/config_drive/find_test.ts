import assert from "node:assert/strict";
import { findDrive } from "../../lib/config_drive/find.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { type Disk, fat, iso, machine, SEARCH } from "./_disks.ts";

const plain = { contents: "\0".repeat(40000) };

interface Row {
  readonly disks: Record<string, Disk>;
  readonly cmdline?: string;
  readonly mediaOnly?: string;
  readonly device: string | undefined;
  readonly said?: RegExp;
}

const CD: Disk = { contents: iso("config-2"), removable: true };
const STALE: Disk = { contents: fat("config-2"), partitionOf: "sda" };

const FOUND: Record<string, Row> = {
  "nothing": { disks: { vda: plain }, device: undefined },
  "an ISO on a CD-ROM": { disks: { sr0: CD, vda: plain }, device: "/dev/sr0" },
  "FAT, its label in upper case": {
    disks: { vda: plain, vdb: { contents: fat("CONFIG-2") } },
    device: "/dev/vdb",
  },
  "FAT, its label as it was given": { disks: { vdb: { contents: fat("config-2") } }, device: "/dev/vdb" },
  "another label": { disks: { vdb: { contents: iso("cidata") } }, device: undefined },
  "a stale partition beside the medium": {
    disks: { sda: plain, sda1: STALE, sr0: CD },
    device: "/dev/sr0",
    said: /^note \/dev\/sr0 \/dev\/sda1 also has the label/,
  },
  "a stale partition beside a disk": {
    disks: { sda: plain, sda1: STALE, vdb: { contents: iso("config-2") } },
    device: "/dev/vdb",
    said: /^note \/dev\/vdb \/dev\/sda1 also has/,
  },
  "two that differ": {
    disks: { vdb: { contents: iso("config-2", "a") }, vdc: { contents: iso("config-2", "b") } },
    device: "/dev/vdb",
    said: /^problem \/dev\/vdb \/dev\/vdc also has the label/,
  },
  "three that differ": {
    disks: {
      vdb: { contents: iso("config-2", "a") },
      vdc: { contents: iso("config-2", "b") },
      vdd: { contents: iso("config-2", "c") },
    },
    device: "/dev/vdb",
    said: /^problem \/dev\/vdb \/dev\/vdc and \/dev\/vdd also have the label/,
  },
  "a disk and the partition that is a window on it": {
    disks: { vdb: { contents: iso("config-2") }, vdb1: { contents: iso("config-2"), partitionOf: "vdb" } },
    device: "/dev/vdb",
  },
  "a disk and a partition of it that holds something else": {
    disks: { vdb: { contents: iso("config-2") }, vdb1: { contents: fat("config-2"), partitionOf: "vdb" } },
    device: "/dev/vdb",
  },
  "a floppy is not even opened": { disks: { fd0: { contents: fat("config-2") } }, device: undefined },
  "a flash chip's boot area is not even opened": {
    disks: { mmcblk0boot0: { contents: iso("config-2"), readOnly: true } },
    device: undefined,
  },
};

for (
  const name of ["ram0", "zram0", "fd0", "mtdblock0", "nbd0", "mmcblk0boot0", "mmcblk12boot1", "mmcblk0rpmb"]
) {
  Deno.test(`find the drive: ${name} is not even opened`, () => {
    const system = memorySystem(machine({ [name]: { contents: iso("config-2"), removable: true } }));
    const readBytes = () => assert.fail("it is opened");
    assert.equal(findDrive({ ...system, readBytes }, SEARCH).device, undefined);
  });
}

for (
  const name of ["sda", "xvda", "vdb1", "mmcblk0", "mmcblk0p1", "loop0", "dm-0", "nvme0n1", "pmem0", "xram0"]
) {
  Deno.test(`find the drive: ${name} may be it`, () => {
    const system = memorySystem(machine({ [name]: { contents: iso("config-2") } }));
    assert.equal(findDrive(system, SEARCH).device?.path, `/dev/${name}`);
  });
}

Deno.test("find the drive: a device without a medium is not even opened", () => {
  const files = machine({ sr0: { contents: iso("config-2"), removable: true } });
  const size = Object.keys(files).find((path) => path.endsWith("sr0/size"))!;
  const system = memorySystem({ ...files, [size]: "0\n" });
  assert.equal(
    findDrive({ ...system, readBytes: () => assert.fail("it is opened") }, SEARCH).device,
    undefined,
  );
});

const WHY = "the root file system is in memory";
const PASSED_OVER = (path: string) =>
  new RegExp(
    `^note ${path} it has the label of a config drive, but it is neither removable nor read-only, and ${WHY}$`,
  );

const IN_A_RAMDISK: Record<string, Row> = {
  "a partition that was left over": {
    disks: { sda: plain, sda2: { ...STALE } },
    device: undefined,
    said: PASSED_OVER("/dev/sda2"),
  },
  "a disk": {
    disks: { vdb: { contents: iso("config-2") } },
    device: undefined,
    said: PASSED_OVER("/dev/vdb"),
  },
  "a disk that cannot be written": {
    disks: { vdb: { contents: iso("config-2"), readOnly: true } },
    device: "/dev/vdb",
  },
  "a partition of a stick": {
    disks: { sda: { contents: "\0".repeat(40000), removable: true }, sda1: STALE },
    device: "/dev/sda1",
  },
  "a CD-ROM beside a partition that was left over": {
    disks: { sda: plain, sda2: STALE, sr0: CD },
    device: "/dev/sr0",
    said: PASSED_OVER("/dev/sda2"),
  },
  "a logical volume that was left over as one that cannot be written": {
    disks: { sda: plain, "dm-0": { contents: iso("config-2"), readOnly: true, madeOf: ["sda"] } },
    device: undefined,
    said: PASSED_OVER("/dev/dm-0"),
  },
  "a partition with the publisher id that is asked for": {
    disks: { sda: plain, sda2: { contents: iso("config-2", "node-1"), partitionOf: "sda" } },
    cmdline: "ir_pub_id=node-1",
    device: undefined,
    said: /^note \/dev\/sda2 .*\nproblem \/proc\/cmdline no config drive has the publisher id "node-1"$/,
  },
};

const PUBLISHERS: Record<string, Row> = {
  "the one that the command line names": {
    disks: { vdb: { contents: iso("config-2", "stale") }, vdc: { contents: iso("config-2", "node-1") } },
    cmdline: "quiet ir_pub_id=node-1 console=ttyS0",
    device: "/dev/vdc",
  },
  "it in the other case": {
    disks: { vdb: { contents: iso("config-2", "ABC-1") } },
    cmdline: "ir_pub_id=abc-1",
    device: "/dev/vdb",
  },
  "it in the other case on the command line": {
    disks: { vdb: { contents: iso("config-2", "abc-1") } },
    cmdline: "ir_pub_id=ABC-1",
    device: "/dev/vdb",
  },
  "another one than the command line names": {
    disks: { vdb: { contents: iso("config-2", "stale") } },
    cmdline: "ir_pub_id=node-1",
    device: undefined,
    said: /^problem .*no config drive has the publisher id "node-1" \(\/dev\/vdb has "stale"\)$/,
  },
  "others than the command line names": {
    disks: {
      vdb: { contents: iso("config-2", "stale") },
      vdc: { contents: fat("config-2") },
      vdd: { contents: iso("other", "old") },
    },
    cmdline: "ir_pub_id=node-1",
    device: undefined,
    said: /no config drive has the publisher id "node-1" \(\/dev\/vdb has "stale", \/dev\/vdc has ""\)$/,
  },
  "it on a medium with another label": {
    disks: { sr0: { contents: iso("VMEDIA_BOOT_ISO", "NODE-1"), removable: true } },
    cmdline: "ir_pub_id=node-1",
    device: undefined,
    said:
      /^note \/dev\/sr0 it has the publisher id that \/proc\/cmdline names, but the label "VMEDIA_BOOT_ISO"/,
  },
  "it on two media, one with another label": {
    disks: {
      sr0: { contents: iso("VMEDIA_BOOT_ISO", "node-1") },
      sr1: { contents: iso("config-2", "node-1") },
    },
    cmdline: "ir_pub_id=node-1",
    device: "/dev/sr1",
  },
  "words of the command line that only look like it": {
    disks: { sr0: { contents: iso("config-2", "x") } },
    cmdline: "my_ir_pub_id=y ir_pub_id ir_pub_ids=y",
    device: "/dev/sr0",
  },
  "an empty one on the command line": {
    disks: { sr0: { contents: iso("config-2", "x") } },
    cmdline: "ir_pub_id=",
    device: "/dev/sr0",
  },
};

const TABLES: Record<string, Record<string, Row>> = {
  "find the drive": FOUND,
  "find the drive in a ramdisk": Object.fromEntries(
    Object.entries(IN_A_RAMDISK).map(([name, row]) => [name, { mediaOnly: WHY, ...row }]),
  ),
  "find the drive by its publisher": PUBLISHERS,
};

for (const [table, rows] of Object.entries(TABLES)) {
  for (const [name, { disks, cmdline, mediaOnly, device, said }] of Object.entries(rows)) {
    Deno.test(`${table}: ${name}`, () => {
      const search = { ...SEARCH, mediaOnly, waitMs: 0 };
      const found = findDrive(memorySystem(machine(disks, cmdline)), search);
      assert.equal(found.device?.path, device);
      const problems = found.problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`);
      if (said === undefined) assert.deepEqual(problems, []);
      else assert.match(problems.join("\n"), said);
    });
  }
}
