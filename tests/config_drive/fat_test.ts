import assert from "node:assert/strict";
import { findDrive } from "../../lib/config_drive/find.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { bootSector, machine, SEARCH } from "./_disks.ts";

const SECTORS: readonly [what: string, sector: string, found: boolean][] = [
  ...["FAT12", "FAT16", "FAT"].flatMap((type): [string, string, boolean][] => [
    [type, bootSector(43, "config-2", type), true],
    [`${type} with a label in upper case`, bootSector(43, "CONFIG-2", type), true],
    [`${type} with another label`, bootSector(43, "config-20", type), false],
    [`${type} where FAT32 has its label`, bootSector(71, "config-2", type), false],
  ]),
  ["FAT32", bootSector(71, "config-2", "FAT32"), true],
  ["FAT32 with a label in upper case", bootSector(71, "CONFIG-2", "FAT32"), true],
  ["FAT32 with another label", bootSector(71, "config-20", "FAT32"), false],
  ["FAT32 where FAT16 has its label", bootSector(43, "config-2", "FAT32"), false],
  ...["FAT16X", "XFAT16", "FAT13", "FAT126", "FAT1", "exFAT", "NTFS", ""].map((
    type,
  ): [string, string, boolean] => [
    `"${type}", which is none,`,
    bootSector(43, "config-2", type),
    false,
  ]),
  ...["FAT32X", "XFAT32", "FAT3"].map((type): [string, string, boolean] => [
    `"${type}", which is none,`,
    bootSector(71, "config-2", type),
    false,
  ]),
  ["a sector without its first mark", bootSector(43, "config-2", "FAT16").replace("\u0055", "\u0054"), false],
  [
    "a sector without its second mark",
    bootSector(43, "config-2", "FAT16").replace("\u00aa", "\u00ab"),
    false,
  ],
  ["half a sector", bootSector(43, "config-2", "FAT16").slice(0, 256), false],
];

for (const [what, sector, found] of SECTORS) {
  Deno.test(`find the drive: ${what} is ${found ? "a drive" : "no drive"}`, () => {
    const { device } = findDrive(memorySystem(machine({ vdb: { contents: sector } })), SEARCH);
    const expected = { path: "/dev/vdb", type: "vfat" };
    assert.deepEqual(device && { path: device.path, type: device.volume.type }, found ? expected : undefined);
  });
}

/** Floppies, memory disks and network disks, which hold no drive; and names that only begin like theirs. */
const NAMES: readonly [name: string, isLookedAt: boolean][] = [
  ...["ram0", "zram0", "fd1", "mtdblock0", "nbd15"].map((name): [string, boolean] => [name, false]),
  ...["vda", "sdc", "sr0", "nvme0n1", "mmcblk0", "hdc", "xvdd", "xfd0", "framework0"].map((
    name,
  ): [string, boolean] => [name, true]),
];

for (const [name, isLookedAt] of NAMES) {
  Deno.test(`find the drive: ${name} is ${isLookedAt ? "looked at" : "not even opened"}`, () => {
    const system = memorySystem(machine({ [name]: { contents: bootSector(43, "config-2", "FAT16") } }));
    const opened: string[] = [];
    const readBytes: typeof system.readBytes = (path, offset, length) => {
      opened.push(path);
      return system.readBytes(path, offset, length);
    };
    assert.equal(
      findDrive({ ...system, readBytes }, SEARCH).device?.path,
      isLookedAt ? `/dev/${name}` : undefined,
    );
    assert.equal(opened.includes(`/dev/${name}`), isLookedAt);
  });
}
