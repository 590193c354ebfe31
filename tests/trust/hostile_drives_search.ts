/**
 * Trying drives: mutants of mutants, where those that brought something new have the most offspring.
 *
 * @module
 */
import { judge, type Verdict } from "./hostile_drives_judge.ts";
import { type Drive, mutate } from "./hostile_drives_mutate.ts";
import { type Random, randomFrom } from "./hostile_drives_random.ts";
import { type Machine, readSeeds, type Seed } from "./hostile_drives_seeds.ts";

export interface Search {
  /** A drive, with the fault that it shows. */
  readonly faults: readonly { readonly fault: string; readonly drive: Drive }[];
  /** The kinds of outcomes that there were. */
  readonly kinds: readonly string[];
  readonly slowestMs: number;
}

/** The mutants to try one after the other, without an end: the next is made when the last one's worth is known. */
export interface Breeder {
  readonly next: () => Seed;
  /** Says that the last one had these outcomes; one that nothing had before makes it an ancestor. */
  readonly learn: (kinds: Iterable<string>) => void;
  readonly kinds: ReadonlySet<string>;
}

/** More would forget nothing and find nothing. */
const MOST_ANCESTORS = 4000;

export function breeder(random: Random): Breeder {
  const seeds = readSeeds();
  const ancestors: Seed[] = [...seeds];
  const kinds = new Set<string>();
  let last = seeds[0]!;
  return {
    kinds,
    next: () => {
      // The newest find most; the seeds keep the drives from becoming nonsense.
      const recent = ancestors.slice(-200);
      const parent = random.pick(random.oneIn(4) ? recent : random.oneIn(3) ? seeds : ancestors);
      last = { ...parent, drive: mutate(random, parent.drive, random.pick(ancestors).drive) };
      return last;
    },
    learn: (found) => {
      const before = kinds.size;
      for (const kind of found) kinds.add(kind);
      if (kinds.size > before && ancestors.length < MOST_ANCESTORS) ancestors.push(last);
    },
  };
}

/** What is slower than this is a fault. */
const MOST_MS = 1000;

/** A drive that is slow is tried twice more: it may have been the machine. */
function judgeInTime(drive: Drive, machine: Machine): { verdict: Verdict; took: number } {
  let [took, verdict] = [Infinity, undefined as Verdict | undefined];
  for (let attempt = 0; attempt < 3 && took > MOST_MS; attempt++) {
    const start = performance.now();
    verdict = judge(drive, machine);
    took = Math.min(took, performance.now() - start);
  }
  return { verdict: verdict!, took };
}

/** Tries `count` drives; `tick` is called before each of them. */
export function search(seed: number, count: number, tick: (done: number) => void): Search {
  const { next, learn, kinds } = breeder(randomFrom(seed));
  const faults: { fault: string; drive: Drive }[] = [];
  let slowestMs = 0;
  for (let done = 0; done < count; done++) {
    tick(done);
    const { drive, machine } = next();
    const { verdict, took } = judgeInTime(drive, machine);
    slowestMs = Math.max(slowestMs, took);
    learn(verdict.kinds);
    const slow = took > MOST_MS ? [`it takes ${Math.round(took)} ms`] : [];
    for (const fault of [...verdict.faults, ...slow].slice(0, 1)) faults.push({ fault, drive });
  }
  return { faults, kinds: [...kinds], slowestMs };
}
