import assert from "node:assert/strict";
import { boot } from "../boot/_boot.ts";
import { fat, iso } from "../config_drive/_disks.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import { judgeOwners, ownersIn, provenance } from "./provenance.ts";
import { IMPOSTOR, type OwnedDisk, randomScene, type Scene, systemOf } from "./provenance_scene.ts";

const CD: OwnedDisk = {
  name: "sr0",
  label: "config-2",
  publisher: "abc-1",
  contents: iso("config-2", "abc-1"),
  removable: true,
  isMedium: true,
  mounts: true,
};
const DISK: OwnedDisk = {
  name: "sda",
  label: "",
  publisher: "",
  contents: fat(""),
  isMedium: false,
  mounts: true,
};
const PART: OwnedDisk = { ...CD, name: "sda2", removable: false, isMedium: false, partitionOf: "sda" };
const SCENE: Scene = {
  disks: [DISK, PART, CD],
  inMemory: true,
  cmdline: "quiet",
  publisher: undefined,
  policy: undefined,
  mountinfo: "1 0 0:2 / / rw - rootfs rootfs rw\n",
};
const [DISK_AT, PART_AT, CD_AT] = [0, 1, 2];

/** Whoever is obeyed in a ramdisk with a CD and a disk, and what the judge says. */
const JUDGED: readonly [what: string, scene: Partial<Scene>, owners: readonly number[], says: string][] = [
  ["the CD", {}, [CD_AT], ""],
  ["a partition", {}, [PART_AT], "sda2 was obeyed"],
  ["a partition, which the setting allows", { policy: "any", disks: [DISK, PART] }, [PART_AT], ""],
  ["a partition before a CD", { policy: "any" }, [PART_AT], "sda2 was obeyed before a better one"],
  ["a disk without the label", { policy: "any" }, [DISK_AT], "sda was obeyed"],
  ["two", {}, [PART_AT, CD_AT], "owner-1 and owner-2 were obeyed together\nsda2 was obeyed"],
  ["a forged mount", { disks: [{ ...CD, mounts: false }] }, [IMPOSTOR], "a forged mount was obeyed"],
  ["nobody", {}, [], "no drive was obeyed\nno drive was obeyed, and nothing was said"],
  ["nobody, as none may be", { policy: "none" }, [], ""],
  ["nobody, as the publisher is another", { publisher: "xyz" }, [], ""],
];

for (const [what, scene, owners, says] of JUDGED) {
  Deno.test(`provenance: the judge of a boot that obeys ${what}`, () => {
    assert.equal(judgeOwners({ ...SCENE, ...scene }, owners, []).join("\n"), says);
  });
}

Deno.test("provenance: whoever is obeyed is seen", () => {
  const system = systemOf(SCENE);
  boot(system, "--renderer networkd");
  assert.deepEqual(ownersIn(SCENE, system), [CD_AT]);
});

Deno.test("provenance: a sample of machines, of all kinds, holds", async () => {
  const { faults, notes } = await provenance.run({ seed: 1, scale: 0.01, progress: () => {} });
  assert.deepEqual(faults, []);
  assert.match(notes.join(), /obeyed in [1-9]/);
  const scenes = Array.from({ length: 200 }, (_, seed) => randomScene(randomFrom(seed)));
  for (const inMemory of [true, false]) assert.ok(scenes.some((scene) => scene.inMemory === inMemory));
  for (const kind of ["sda2", "sr0", "dm-0"]) {
    assert.ok(scenes.some(({ disks }) => disks.some(({ name }) => name === kind)), kind);
  }
});
