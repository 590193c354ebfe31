/**
 * Whose drive is obeyed: machines with many owners' disks, in a ramdisk and not.
 *
 * @module
 */
import type { MemorySystem } from "../../lib/system/memory.ts";
import { boot } from "../boot/_boot.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import {
  IMPOSTOR,
  mayBe,
  nameOf,
  type OwnedDisk,
  randomScene,
  type Scene,
  systemOf,
} from "./provenance_scene.ts";

const MACHINES = 20_000;

export const provenance: Attack = {
  name: "provenance",
  summary:
    `${MACHINES} machines with several owners' disks, partitions, media and mounts: whose drive is obeyed`,
  run: (options) => Promise.resolve(run(options)),
};

function run({ seed, scale }: AttackOptions): Outcome {
  const count = Math.ceil(MACHINES * scale);
  const faults: string[] = [];
  let obeyed = 0;
  for (let number = 0; number < count; number++) {
    const scene = randomScene(randomFrom(seed * 100_000 + number));
    const system = systemOf(scene);
    const { err } = boot(system, words(scene));
    const owners = ownersIn(scene, system);
    obeyed += owners.length;
    const [fault] = judgeOwners(scene, owners, err);
    if (fault !== undefined) faults.push(`${fault} (${describe(scene)})`);
  }
  return { tried: count, faults, notes: [`a drive was obeyed in ${obeyed.toLocaleString("en")}`] };
}

function words({ policy }: Scene): string {
  return `--renderer networkd --drive-timeout 0 ${policy === undefined ? "" : `--drive ${policy}`}`;
}

/** Those of whom there is anything in what the boot wrote. */
export function ownersIn({ disks }: Scene, { entries }: MemorySystem): number[] {
  const text = [...entries].filter(([path]) => /^\/(?:etc|root|var|proc\/sys)\//.test(path))
    .map(([, entry]) => JSON.stringify(entry)).join("\n");
  return [...disks.keys(), IMPOSTOR].filter((index) =>
    new RegExp(`\\b(?:${nameOf(index)}|10\\.99\\.${index}\\.9)\\b`).test(text)
  );
}

const rank = ({ isMedium, partitionOf }: OwnedDisk) => isMedium ? 0 : partitionOf === undefined ? 1 : 2;

/** What is wrong with these having been obeyed, and with what was said. */
export function judgeOwners(scene: Scene, owners: readonly number[], err: readonly string[]): string[] {
  const allowed = scene.disks.filter((disk) => mayBe(scene, disk));
  const isRefused = allowed.some(({ mounts }) => !mounts);
  const best = Math.min(...allowed.map(rank));
  return [
    ...(owners.length > 1 ? [`${owners.map(nameOf).join(" and ")} were obeyed together`] : []),
    ...owners.filter((index) => !allowed.includes(scene.disks[index]!)).map((index) =>
      `${scene.disks[index]?.name ?? "a forged mount"} was obeyed`
    ),
    ...owners.filter((index) => allowed.includes(scene.disks[index]!) && rank(scene.disks[index]!) > best)
      .map((index) => `${scene.disks[index]!.name} was obeyed before a better one`),
    ...(owners.length === 0 && allowed.length > 0 && !isRefused ? ["no drive was obeyed"] : []),
    ...(owners.length === 0 && allowed.length > 0 && err.length === 0
      ? ["no drive was obeyed, and nothing was said"]
      : []),
  ];
}

function describe({ disks, ...scene }: Scene): string {
  const shown = disks.map(({ contents: _, ...disk }) => disk);
  return JSON.stringify({ ...scene, disks: shown });
}
