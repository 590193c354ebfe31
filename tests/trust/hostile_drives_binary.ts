/**
 * Hostile drives through the binary, as directories in memory, with a bound on its memory.
 *
 * @module
 */
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import { buildBinary } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { copyTree, writeFile } from "../support/trees.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { keep } from "./hostile_drives.ts";
import { bootBounded, compareWithDeno, filesOf, strayPaths, writeDrive } from "./hostile_drives_boot.ts";
import { tryChangingFiles, tryOddFiles } from "./hostile_drives_files.ts";
import { LARGE_DRIVES, LARGE_INTERFACES } from "./hostile_drives_large.ts";
import { type Breeder, breeder } from "./hostile_drives_search.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import type { Seed } from "./hostile_drives_seeds.ts";

const DRIVES = 20_000;
const BOOTS_WHILE_CHANGING = 400;

/** Of so many drives one is compared with what Deno makes of it. */
const COMPARED = 40;

/** The engine's JavaScript is slow: what is linear takes up to 4 seconds with 4 MiB, what is not takes minutes. */
const MOST_SECONDS_OF_LARGE = 10;

/** The machine that gets odd files. */
const TEMPLATE = join(CASES, "lacp-bond-vlans-dual-stack/root");

export const hostileDrivesBinary: Attack = {
  name: "hostile-drives-binary",
  summary: `${DRIVES} mutated drives, large drives and odd files through the binary, in 160 MiB`,
  run,
};

interface Lane {
  readonly binary: string;
  readonly directory: string;
  readonly breeder: Breeder;
  readonly faults: string[];
  slowestMs: number;
}

async function run({ seed, scale, progress }: AttackOptions): Promise<Outcome> {
  const binary = buildBinary();
  const directory = Deno.makeTempDirSync({ dir: "/dev/shm", prefix: "h" });
  try {
    const sentinel = join(directory, "sentinel");
    writeFile(sentinel, "untouched");
    const count = Math.ceil(DRIVES * scale);
    const lanes = Array.from({ length: navigator.hardwareConcurrency }, (_, index): Lane => ({
      binary,
      directory: join(directory, `${index}`),
      breeder: breeder(randomFrom(seed * 1000 + index)),
      faults: [],
      slowestMs: 0,
    }));
    // Each lane has numbers of its own, so that it does not matter which of them is faster.
    await inLanes(async (index) => {
      for (let number = index; number < count; number += lanes.length) {
        await tryDrive(lanes[index]!, number);
        if (number % 1000 === 0) progress(`${number} of ${count} drives`);
      }
    });
    const large = await tryLarge(binary, directory, progress);
    const odd = await tryOddFiles(binary, TEMPLATE, directory);
    const changing = await tryChangingFiles(
      binary,
      TEMPLATE,
      directory,
      Math.ceil(BOOTS_WHILE_CHANGING * scale),
    );
    const stray = [...Deno.readDirSync(directory)].map(({ name }) => name).filter((name) =>
      !/^(?:\d+|sentinel|outside)$/.test(name)
    );
    return {
      tried: count + large.tried + odd.tried + changing.tried,
      faults: [
        ...lanes.flatMap(({ faults }) => faults),
        ...[large, odd, changing].flatMap(({ faults }) => faults),
        ...stray.map((name) => `${name} was made beside the roots`),
        ...(Deno.readTextFileSync(sentinel) === "untouched" ? [] : ["a file beside the roots was changed"]),
      ],
      notes: [
        `slowest ${(Math.max(...lanes.map(({ slowestMs }) => slowestMs)) / 1000).toFixed(2)} s`,
        `of ${large.tried} large drives the slowest ${(large.slowestMs / 1000).toFixed(1)} s`,
        `${odd.tried} odd files`,
      ],
    };
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** Boots on what the last drives of the same machine have left, as a machine does. */
async function tryDrive(lane: Lane, number: number): Promise<void> {
  const { binary, directory, breeder } = lane;
  const seed = breeder.next();
  const renderer = STACKS[number % STACKS.length]!.name;
  const root = rootOf(seed, directory);
  writeDrive(root, seed.drive);
  const { faults, ms, kinds } = await bootBounded(binary, root, renderer);
  lane.slowestMs = Math.max(lane.slowestMs, ms);
  breeder.learn(kinds);
  const known = new Set([
    ...filesOf(seed.root),
    ...filesOf(root).filter((path) => path.startsWith("mnt/config/")),
  ]);
  const all = [...faults, ...strayPaths(root, known).map((path) => `it makes ${JSON.stringify(path)}`)];
  if (number % COMPARED === 0) {
    const boot = (other: string) => bootBounded(binary, other, renderer);
    all.push(...await compareWithDeno(seed.root, seed.drive, renderer, directory, boot));
  }
  if (all.length > 0) {
    lane.faults.push(`${all[0]} (${renderer}, ${all.length} faults; the drive is in ${keep(seed.drive)})`);
  }
}

/** The root of a seed's machine, made when it is needed first. */
function rootOf({ root }: Seed, directory: string): string {
  const own = join(directory, root.split("/").at(-2)!);
  if (!exists(own)) copyTree(root, own);
  return own;
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

async function tryLarge(binary: string, directory: string, progress: AttackOptions["progress"]) {
  const faults: string[] = [];
  let [tried, slowestMs] = [0, 0];
  const todo = [...LARGE_DRIVES];
  await inLanes(async (lane) => {
    const root = join(directory, `${lane}/large`);
    layInterfaces(root);
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      const [what, drive] = next;
      writeDrive(root, drive);
      const renderer = STACKS[tried++ % STACKS.length]!.name;
      const boot = await bootBounded(binary, root, renderer, MOST_SECONDS_OF_LARGE);
      slowestMs = Math.max(slowestMs, boot.ms);
      progress(`${what}, ${renderer}: ${Math.round(boot.ms)} ms`);
      faults.push(...boot.faults.map((fault) => `${what}, ${renderer}: ${fault}`));
    }
  });
  return { tried, faults, slowestMs };
}

function layInterfaces(root: string): void {
  for (const { name, mac } of LARGE_INTERFACES) {
    writeFile(join(root, `sys/class/net/${name}/address`), `${mac}\n`);
    writeFile(join(root, `sys/class/net/${name}/addr_assign_type`), "0\n");
  }
}

/** A lane for each processor. */
async function inLanes(body: (lane: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, (_, lane) => body(lane)));
}
