/**
 * Hostile drives in this process: mutants of good drives, and drives as large as they may be, through parsing, resolving
 * and all renderers.
 *
 * @module
 */
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { tryLargeDrives } from "./hostile_drives_large.ts";
import type { Drive } from "./hostile_drives_mutate.ts";
import type { Search } from "./hostile_drives_search.ts";
import type { Order } from "./hostile_drives_worker.ts";

const DRIVES = 200_000;

/** A drive that takes longer has no end. */
const HANGS_MS = 30_000;

export const hostileDrives: Attack = {
  name: "hostile-drives",
  summary: `${DRIVES} mutated drives, and the largest that there can be, through ${STACKS.length} renderers`,
  run,
};

async function run({ seed, scale, progress }: AttackOptions): Promise<Outcome> {
  const large = tryLargeDrives();
  progress(`${large.tried} large drives are tried, the slowest in ${large.slowestMs} ms`);
  const workers = navigator.hardwareConcurrency;
  const count = Math.ceil(DRIVES * scale / workers);
  const shares = Array.from({ length: workers }, (_, index) => shareOf(seed * 1000 + index, count, progress));
  const searches = await Promise.all(shares);
  const kinds = new Set(searches.flatMap((search) => search.kinds));
  const slowest = Math.max(...searches.map(({ slowestMs }) => slowestMs));
  return {
    tried: large.tried + count * workers,
    faults: [
      ...large.faults,
      ...searches.flatMap(({ faults }, index) => describe(faults, seed * 1000 + index)),
    ],
    notes: [`${kinds.size} kinds of outcomes`, `slowest ${(slowest / 1000).toFixed(2)} s`],
  };
}

/** One worker's search. One that hangs is a fault, found again by its seed and number. */
function shareOf(seed: number, count: number, progress: AttackOptions["progress"]): Promise<Search> {
  const beat = new SharedArrayBuffer(4);
  const worker = new Worker(new URL("./hostile_drives_worker.ts", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    const watch = watchBeat(new Int32Array(beat), count, progress, (at) => {
      worker.terminate();
      const fault = `drive ${at} of search(${seed}, …) takes more than ${HANGS_MS / 1000} s`;
      resolve({ faults: [{ fault, drive: new Map() }], kinds: [], slowestMs: HANGS_MS });
    });
    worker.onmessage = ({ data }: MessageEvent<Search>) => {
      clearInterval(watch);
      resolve(data);
    };
    worker.onerror = (event) => {
      clearInterval(watch);
      reject(new Error(event.message));
    };
    worker.postMessage({ seed, count, beat } satisfies Order);
  });
}

function watchBeat(
  beat: Int32Array<SharedArrayBuffer>,
  count: number,
  progress: AttackOptions["progress"],
  hangs: (at: number) => void,
): ReturnType<typeof setInterval> {
  let last = { at: 0, since: performance.now() };
  const watch = setInterval(() => {
    const at = Atomics.load(beat, 0);
    if (at !== last.at) {
      last = { at, since: performance.now() };
      progress(`${at} of ${count} drives`);
    } else if (performance.now() - last.since > HANGS_MS) {
      clearInterval(watch);
      hangs(at);
    }
  }, 5000);
  return watch;
}

/** Faults with the drives that show them, which are written down: of those that are alike the first. */
function describe(faults: Search["faults"], seed: number): string[] {
  const kinds = Map.groupBy(faults, ({ fault }) => fault.replace(/\d+/g, "0").slice(0, 80));
  return [...kinds.values()].map((alike) => {
    const { fault, drive } = alike[0]!;
    return `${fault} (${alike.length} times with seed ${seed}; the first in ${keep(drive)})`;
  });
}

/** Writes a drive down as a directory that `validate` takes. */
export function keep(drive: Drive): string {
  const directory = Deno.makeTempDirSync({ prefix: "hostile-drive-" });
  const documents = join(directory, "openstack/latest");
  Deno.mkdirSync(documents, { recursive: true });
  for (const [name, bytes] of drive) Deno.writeFileSync(join(documents, name), bytes);
  return directory;
}
