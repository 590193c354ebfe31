/**
 * Many boots of one machine at once, as udev starts one for each interface, some of them killed.
 *
 * @module
 */
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import { requirePrograms } from "../support/packages.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { program } from "./program.ts";
import { below, type Random, randomOf, sample } from "./random.ts";
import { layScene, makeScene, type Scene } from "./scene.ts";
import { inScratch } from "./scratch.ts";
import { differences, takeSnapshot } from "./snapshot.ts";
import { lastingDifferences } from "./verdict.ts";
import { stoppedHolder } from "./stopped_holder.ts";
import { isTemporary } from "./stack_readers.ts";

export const sideBySide: Attack = {
  name: "side-by-side",
  summary:
    "50 boots of one machine at once, whole ones and those of an interface, some killed; a stopped one",
  run: (options) => inScratch((directory) => attack(directory, options)),
};

const AT_ONCE = 50;
const ROUNDS_EACH = 4;
const CASES = ["lacp-bond-vlans-dual-stack", "drive-changed"];
const INTERFACES = ["eth0", "eth1"];

/** As long as a boot waits for the lock (lib/configure.ts). */
export const LOCK_SECONDS = 30;

async function attack(directory: string, { seed, scale, progress }: AttackOptions): Promise<Outcome> {
  await requirePrograms({ flock: "util-linux" });
  const random = randomOf(seed);
  const found: string[] = [];
  const count = { tried: 0, killed: 0, slowest: 0 };
  const all = STACKS.flatMap(({ name: renderer }) =>
    CASES.flatMap((caseName) => Array.from({ length: ROUNDS_EACH }, () => ({ caseName, renderer })))
  );
  for (const of of sample(random, all, scale)) {
    const scene = makeScene(of, join(directory, "scene"));
    progress(`${scene.name}: ${AT_ONCE} at once`);
    const { faults, killed, slowest } = await round(scene, join(directory, "root"), random);
    found.push(...faults.map((fault) => `${scene.name}: ${fault}`));
    count.tried += AT_ONCE;
    count.killed += killed;
    count.slowest = Math.max(count.slowest, slowest);
  }
  progress(`a stopped boot that holds the lock, ${LOCK_SECONDS} s`);
  const stopped = await stoppedHolder(makeScene(all[0]!, join(directory, "scene")), join(directory, "root"));
  return {
    tried: count.tried + stopped.tried,
    faults: [...found, ...stopped.faults],
    notes: [`${count.killed} killed`, `slowest of ${AT_ONCE} ${count.slowest.toFixed(1)} s`],
  };
}

interface Started {
  readonly child: Deno.ChildProcess;
  readonly killedAfter: number | undefined;
  readonly ended: Promise<{ err: string; status: number; seconds: number }>;
}

/** The first is whole and never killed, so that in the end everything must be there. */
async function round(scene: Scene, root: string, random: Random) {
  layScene(scene, root);
  const started = Array.from({ length: AT_ONCE }, (_, index) => start(scene, root, random, index === 0));
  const ends = await Promise.all(started.map(async (one) => ({ ...one, ...await one.ended })));
  const left = ends.filter(({ killedAfter }) => killedAfter === undefined);
  const killed = ends.filter(({ killedAfter, status }) => killedAfter !== undefined && status === 137).length;
  const found = takeSnapshot(root);
  const wrong = differences(found, scene.after).filter((path) => !(killed > 0 && isTemporary(path)));
  const last = await start(scene, root, random, true).ended;
  return {
    faults: [
      ...left.filter(({ status, err }) => status !== scene.status || /^simple-init:/m.test(err)).map((
        { status, err },
      ) => `one of ${AT_ONCE} ended with ${status} (${err.trim()})`),
      ...wrong.map((path) => `${path} is not as after one boot alone`),
      ...lastingDifferences(takeSnapshot(root), scene.after).map((path) =>
        `${path} is wrong after one more boot`
      ),
      ...(last.seconds < LOCK_SECONDS ? [] : ["the lock of one that was killed held up the next"]),
    ],
    killed,
    slowest: Math.max(...left.map(({ seconds }) => seconds)),
  };
}

const KILL_SHARE = 0.3;
const LATEST_KILL_MS = 60;

function start(scene: Scene, root: string, random: Random, isSafe: boolean): Started {
  const one = INTERFACES[below(random, INTERFACES.length * 2)];
  const words = [...scene.words(root), ...(isSafe || one === undefined ? [] : ["--interface", one])];
  const killedAfter = !isSafe && random() < KILL_SHARE ? below(random, LATEST_KILL_MS) : undefined;
  const begin = performance.now();
  const child = new Deno.Command(program(), { args: words, stdin: "null", stdout: "null", stderr: "piped" })
    .spawn();
  const timer = killedAfter === undefined ? undefined : setTimeout(() => kill(child), killedAfter);
  const ended = child.output().then(({ code, stderr }) => {
    clearTimeout(timer);
    const seconds = (performance.now() - begin) / 1000;
    return { status: code, err: new TextDecoder().decode(stderr), seconds };
  });
  return { child, killedAfter, ended };
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
}
