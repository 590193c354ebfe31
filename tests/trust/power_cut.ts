/**
 * Power cuts: wherever a boot is cut short, each file is the old one or the new one, and the next boot ends where the
 * first one would have. By a model of disks, for all renderers, and on real file systems.
 *
 * @module
 */
import type { StackName } from "../../lib/stacks/stack.ts";
import { buildBinary } from "../support/binary.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { cutOnDisk, type Cuts, FILE_SYSTEMS } from "./power_cut_disks.ts";
import { replayCuts } from "./power_cut_replay.ts";
import { scenariosWith } from "./power_cut_scenarios.ts";

export const powerCut: Attack = {
  name: "power-cut",
  summary: `a cut before each operation of a boot: a model of disks, and ${
    FILE_SYSTEMS.map(({ name }) => name).join("; ")
  }`,
  run,
};

/** Files alone, and files with links in other directories. */
const ON_DISKS: ReadonlySet<StackName> = new Set(["networkd", "netifrc"]);

/** A journal's rules are the same for every boot: of those on real disks this share is tried. */
const SHARE_ON_DISKS = 0.25;

function run({ scale, progress }: AttackOptions): Promise<Outcome> {
  const binary = buildBinary();
  const scenarios = scenariosWith(binary);
  const replays = scenarios.map((scenario) => {
    const replay = replayCuts(scenario, binary, stepFor(scale));
    progress(`${scenario.name}: ${replay.cuts} cuts, ${replay.disks} disks`);
    return replay;
  });
  const onDisks = FILE_SYSTEMS.flatMap((fileSystem) =>
    scenarios.filter(({ renderer }) => ON_DISKS.has(renderer)).map((scenario): Cuts => {
      const cuts = inMemory((directory) =>
        cutOnDisk(scenario, fileSystem, binary, directory, stepFor(scale * SHARE_ON_DISKS))
      );
      progress(`${scenario.name}, ${fileSystem.name}: ${cuts.cuts} cuts`);
      return cuts;
    })
  );
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const modelled = sum(replays.map(({ cuts }) => cuts));
  const real = sum(onDisks.map(({ cuts }) => cuts));
  return Promise.resolve({
    tried: modelled + real,
    faults: [...replays, ...onDisks].flatMap(({ faults }) => faults),
    notes: [
      `${modelled} cuts in the model, with ${sum(replays.map(({ disks }) => disks))} disks`,
      `${real} cuts on ${FILE_SYSTEMS.length} file systems`,
    ],
  });
}

/** Of many, every how manieth. */
function stepFor(share: number): number {
  return Math.max(1, Math.round(1 / share));
}

/** A directory in a file system in memory, where direct I/O of a loop device is no slower than a copy. */
function inMemory<T>(body: (directory: string) => T): T {
  const directory = Deno.makeTempDirSync({ dir: "/dev/shm" });
  try {
    return body(directory);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}
