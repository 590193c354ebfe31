/**
 * Disks with room for anything between nothing and enough, in blocks and in files, and writes that end in the middle.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { requirePrograms } from "../support/packages.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { conductFaults, program, runWatched } from "./program.ts";
import { randomOf, sample } from "./random.ts";
import { addBob, layScene, makeScene, type Scene, type SceneOf } from "./scene.ts";
import { inScratch, mount, shareOut } from "./scratch.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { judge, lastingDifferences } from "./verdict.ts";

const SCENES: readonly SceneOf[] = [
  { caseName: "lacp-bond-vlans-dual-stack", renderer: "networkmanager" },
  { caseName: "drive-changed", renderer: "netifrc" },
  { caseName: "drive-changed", renderer: "ifupdown" },
  { caseName: "operator-owned-files", renderer: "wicked" },
  { caseName: "nova-static-dual-stack", renderer: "netplan", args: ["--ssh-user", "bob"], prepare: addBob },
];

export const fullDisk: Attack = {
  name: "full-disk",
  summary: "no room for blocks or files, from none to enough, and files that may not grow beyond each length",
  run: (options) => inScratch((directory) => attack(directory, options)),
};

/** `length`: how many bytes a file may have, where a longer write is cut and the next fails. */
interface Limit {
  readonly of: "blocks" | "files" | "length" | "length, with a signal";
  readonly room: number;
}

async function attack(directory: string, { seed, scale, progress }: AttackOptions): Promise<Outcome> {
  await requirePrograms({ prlimit: "util-linux", stat: "coreutils" });
  const random = randomOf(seed);
  const found: string[] = [];
  const count = { tried: 0, short: 0 };
  for (const of of SCENES) {
    const scene = makeScene(of, join(directory, "scene"));
    const all = limitsOf(scene.after);
    const limits = sample(random, all, scale);
    progress(`${scene.name}: ${limits.length} of ${all.length} limits`);
    await shareOut(directory, limits, async (limit, at) => {
      const { faults, isShort } = await tryOne(scene, limit, at);
      count.tried++;
      if (isShort) count.short++;
      found.push(...faults.map((fault) => `${scene.name}: room for ${limit.room} (${limit.of}): ${fault}`));
    });
  }
  return { tried: count.tried, faults: found, notes: [`${count.short} had too little room`] };
}

/** Every change needs a block and a file at the most, and a directory for it, and one more while it is staged. */
function limitsOf(after: Snapshot): Limit[] {
  const most = 40;
  const longest = Math.max(
    ...[...after].map(([path, { bytes }]) => path.startsWith("mnt/") ? 0 : bytes.length),
  );
  const rooms = [...Array(most).keys()];
  const lengths = [...Array(Math.ceil(longest / 16)).keys()].map((step) => step * 16 + 1);
  return [
    ...rooms.flatMap((room) => (["blocks", "files"] as const).map((of) => ({ of, room }))),
    ...lengths.flatMap((room) => (["length", "length, with a signal"] as const).map((of) => ({ of, room }))),
  ];
}

async function tryOne(scene: Scene, limit: Limit, at: string) {
  const disk = join(at, "disk");
  Deno.mkdirSync(disk, { recursive: true });
  mount(["-t", "tmpfs", "-o", "size=64m,mode=755", "none", disk]);
  try {
    const root = join(disk, "root");
    layScene(scene, root);
    if (limit.of === "blocks" || limit.of === "files") restrict(disk, limit);
    const ended = await runWatched([...limiter(limit), program(), ...scene.words(root)]);
    const isKilled = limit.of === "length, with a signal" && ended.status >= 128;
    const { faults } = judge({
      ...{ before: scene.before, after: scene.after, found: takeSnapshot(root) },
      status: isKilled ? undefined : ended.status,
      allowed: new Set(),
    });
    mount(["-o", "remount,size=64m,nr_inodes=0", disk]);
    const next = await runWatched([program(), ...scene.words(root)]);
    const wrong = lastingDifferences(takeSnapshot(root), scene.after);
    const all = [
      ...(isKilled ? [] : conductFaults(ended)),
      ...faults,
      ...wrong.map((path) => `with room again, ${path} is not as it should be`),
      ...(next.status === scene.status ? [] : [`with room again, the exit status is ${next.status}`]),
    ];
    return { faults: all, isShort: ended.status !== scene.status };
  } finally {
    execute("umount", [disk]);
  }
}

/** As much room as the limit says beside what is used. */
function restrict(disk: string, { of, room }: Limit): void {
  const [blocks, free, files, freeFiles, size] = execute("stat", ["-f", "-c", "%b %f %c %d %S", disk]).out
    .split(" ").map(Number) as [number, number, number, number, number];
  const option = of === "blocks"
    ? `size=${Math.max(blocks - free + room, 1) * size}`
    : `nr_inodes=${files - freeFiles + room}`;
  mount(["-o", `remount,${option}`, disk]);
}

function limiter({ of, room }: Limit): string[] {
  if (of === "blocks" || of === "files") return [];
  const ignoring = ["sh", "-c", 'trap "" XFSZ; exec "$@"', "sh"];
  return [...(of === "length" ? ignoring : []), "prlimit", "--core=0", `--fsize=${room}`];
}
