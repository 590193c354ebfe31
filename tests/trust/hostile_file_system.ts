/**
 * Obstacles wherever a boot writes or reads, for every network stack.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import { requirePrograms } from "../support/packages.ts";
import { writeFile } from "../support/trees.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { judgeObstacle } from "./obstacle_verdict.ts";
import { clearFor, DIRECTORY_OBSTACLES, type Obstacle, OBSTACLES, takesImmutable } from "./obstacles.ts";
import { positionsOf } from "./positions.ts";
import { program, runWatched } from "./program.ts";
import { randomOf, sample } from "./random.ts";
import { layScene, makeScene, type Scene } from "./scene.ts";
import { inScratch, shareOut } from "./scratch.ts";
import { differences, takeSnapshot } from "./snapshot.ts";

const CASES = ["lacp-bond-vlans-dual-stack", "drive-changed", "operator-owned-files"];

export const hostileFileSystem: Attack = {
  name: "hostile-file-system",
  summary: "links, devices, FIFOs, directories and immutable files wherever a boot writes or reads",
  run: (options) => inScratch((directory) => attack(directory, options), "size=512m"),
};

interface Job {
  readonly scene: Scene;
  readonly path: string;
  readonly obstacle: Obstacle;
}

async function attack(directory: string, { seed, scale, progress }: AttackOptions): Promise<Outcome> {
  await requirePrograms({ strace: "strace", chattr: "e2fsprogs", mkfifo: "coreutils" });
  const random = randomOf(seed);
  const found: string[] = [];
  const count = { tried: 0, slowest: 0 };
  const withImmutable = takesImmutable(directory);
  for (const { name: renderer } of STACKS) {
    for (const caseName of CASES) {
      const scene = makeScene({ caseName, renderer }, join(directory, "scene"));
      const all = jobsOf(scene, join(directory, "trace")).filter(({ obstacle }) =>
        withImmutable || !obstacle.needsImmutable
      );
      const jobs = sample(random, all, scale);
      progress(`${scene.name}: ${jobs.length} of ${all.length} obstacles`);
      await shareOut(directory, jobs, async (job, at) => {
        const { faults, seconds } = await tryOne(job, at);
        count.tried++;
        count.slowest = Math.max(count.slowest, seconds);
        found.push(...faults.map((fault) => `${scene.name}: ${job.obstacle.name} at ${job.path}: ${fault}`));
      });
    }
  }
  const notes = withImmutable ? [] : ["without immutable files, which this kernel's tmpfs does not know"];
  return { tried: count.tried, faults: found, notes: [`slowest ${count.slowest.toFixed(1)} s`, ...notes] };
}

function jobsOf(scene: Scene, at: string): Job[] {
  const { written, parents, read } = positionsOf(scene, at);
  const everywhere = [...written, ...parents, ...read];
  return [
    ...everywhere.flatMap((path) => OBSTACLES.map((obstacle) => ({ scene, path, obstacle }))),
    ...parents.flatMap((path) => DIRECTORY_OBSTACLES.map((obstacle) => ({ scene, path, obstacle }))),
  ];
}

async function tryOne({ scene, path, obstacle }: Job, at: string) {
  const [root, outside] = [join(at, "root"), join(at, "outside")];
  layScene(scene, root);
  layOutside(outside);
  const place = join(root, path);
  clearFor(obstacle, place);
  obstacle.put(place, outside);
  try {
    const [before, others] = [takeSnapshot(root), takeSnapshot(outside)];
    const first = await runWatched([program(), ...scene.words(root)]);
    const found = takeSnapshot(root);
    const second = await runWatched([program(), ...scene.words(root)]);
    const faults = [
      ...judgeObstacle({ scene, path, obstacle, before, found, ended: first }),
      ...differences(others, takeSnapshot(outside)).map((name) => `${name} outside of the root was touched`),
      ...differences(found, takeSnapshot(root)).map((name) => `the next boot changed ${name} once more`),
      ...(second.status === first.status ? [] : [`exit status ${first.status}, then ${second.status}`]),
    ];
    return { faults, seconds: Math.max(first.seconds, second.seconds) };
  } finally {
    obstacle.lift?.(place);
  }
}

/** A tree of others beside the root. */
function layOutside(outside: string): void {
  Deno.mkdirSync(dirname(outside), { recursive: true });
  for (const name of ["file", "directory/file", "directory/authorized_keys", "directory/hostname"]) {
    writeFile(join(outside, name), "of others\n", 0o640);
  }
  Deno.chmodSync(outside, 0o755);
}
