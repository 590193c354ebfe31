import assert from "node:assert/strict";
import { findDrive } from "../../lib/config_drive/find.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { SystemError } from "../../lib/system/system.ts";
import { type Disk, iso, machine, SEARCH, sizedIso } from "./_disks.ts";

const plain = { contents: "\0".repeat(40000) };
const CD: Disk = { contents: iso("config-2"), removable: true };
const KIB = 1024;
const other = (text: string, at: number) => `${text.slice(0, at)}#${text.slice(at + 1)}`;
const LARGE = sizedIso(400, "documents");
const LARGER = sizedIso(600, "documents");

const SAME: Record<string, { disks: Record<string, Disk>; device: string; said?: RegExp }> = {
  "two virtual CDs": { disks: { sr0: CD, sr1: CD }, device: "/dev/sr0" },
  "two paths of a disk": {
    disks: { sda: { contents: LARGE }, sdb: { contents: LARGE } },
    device: "/dev/sda",
  },
  "two paths of a disk, and the device that is made of them": {
    disks: {
      sda: { contents: LARGE },
      sdb: { contents: LARGE },
      "vd-mapped": { contents: LARGE, madeOf: ["sda", "sdb"] },
    },
    device: "/dev/vd-mapped",
  },
  "the same partition on two paths": {
    disks: {
      sda: plain,
      sdb: plain,
      sda2: { contents: LARGE, partitionOf: "sda" },
      sdb2: { contents: LARGE, partitionOf: "sdb" },
    },
    device: "/dev/sda2",
  },
  "two that differ in their last block": {
    disks: { sda: { contents: LARGE }, sdb: { contents: other(LARGE, 799 * KIB) } },
    device: "/dev/sda",
    said: /^problem \/dev\/sda \/dev\/sdb also has/,
  },
  "two that differ in what lies behind the file system": {
    disks: { sda: { contents: LARGE }, sdb: { contents: `${LARGE}${"#".repeat(100 * KIB)}` } },
    device: "/dev/sda",
  },
  "two that differ at the end of their first MiB": {
    disks: { sda: { contents: LARGER }, sdb: { contents: other(LARGER, 1024 * KIB - 1) } },
    device: "/dev/sda",
    said: /^problem \/dev\/sda \/dev\/sdb also has/,
  },
  "two that differ behind their first MiB, where no cloud writes a document": {
    disks: { sda: { contents: LARGER }, sdb: { contents: other(LARGER, 1024 * KIB) } },
    device: "/dev/sda",
  },
  "two that differ in their size alone": {
    disks: { sda: { contents: sizedIso(400, "a") }, sdb: { contents: sizedIso(401, "a") } },
    device: "/dev/sda",
    said: /^problem/,
  },
  "two equal ones and another": {
    disks: { sr0: CD, sr1: CD, sr2: { contents: iso("config-2", "x"), removable: true } },
    device: "/dev/sr0",
    said: /^problem \/dev\/sr0 \/dev\/sr2 also has/,
  },
};

for (const [name, { disks, device, said }] of Object.entries(SAME)) {
  Deno.test(`find the same drive twice: ${name}`, () => {
    const found = findDrive(memorySystem(machine(disks)), SEARCH);
    assert.equal(found.device?.path, device);
    const problems = found.problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`);
    if (said === undefined) assert.deepEqual(problems, []);
    else assert.match(problems.join("\n"), said);
  });
}

Deno.test("find the same drive twice: where one cannot be read they are not the same", () => {
  const system = memorySystem(machine({ sda: { contents: LARGE }, sdb: { contents: LARGE } }));
  const readBytes: typeof system.readBytes = (path, offset, length) => {
    if (path === "/dev/sdb" && offset > 40_000) throw new SystemError("EIO", "read", path);
    return system.readBytes(path, offset, length);
  };
  const { problems } = findDrive({ ...system, readBytes }, SEARCH);
  assert.deepEqual(problems.map(({ severity }) => severity), ["problem"]);
});
