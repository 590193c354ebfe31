/**
 * Some of many mutants, by chance.
 *
 * @module
 */
import { below, type Random } from "../trust/random.ts";
import type { Mutant } from "./mutants.ts";

/**
 * Up to `count` mutants: by turns one of each operator, no two on a line, only those that `accepts` takes. Which depends
 * on `random` alone.
 */
export function sampleMutants(
  random: Random,
  mutants: readonly Mutant[],
  count: number,
  accepts: (mutant: Mutant) => boolean,
): Mutant[] {
  const queues = shuffled(random, [
    ...Map.groupBy(shuffled(random, mutants), ({ operator }) => operator).values(),
  ]);
  const chosen = new Map<string, Mutant>();
  const mayBe = (mutant: Mutant) => !chosen.has(lineOf(mutant)) && accepts(mutant);
  while (queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      if (chosen.size >= count) return [...chosen.values()];
      const next = takeFirst(queue, mayBe);
      if (next !== undefined) chosen.set(lineOf(next), next);
    }
  }
  return [...chosen.values()];
}

function lineOf({ file, line }: Mutant): string {
  return `${file}:${line}`;
}

/** Takes items out of the queue until one is wanted. */
function takeFirst<T>(queue: T[], wanted: (item: T) => boolean): T | undefined {
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) if (wanted(item)) return item;
  return undefined;
}

/** By turns one of each list, until all are empty. */
export function byTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1)))
    .flat();
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(below(random, rest.length), 1)[0]!);
}
