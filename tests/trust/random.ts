/**
 * Chance that can be had again: the same seed gives the same numbers.
 *
 * @module
 */

/** A number from 0 to below 1. */
export type Random = () => number;

/** Mulberry32, which passes the usual tests of randomness and is four lines. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

/** A whole number from 0 to below `end`. */
export function below(random: Random, end: number): number {
  return Math.floor(random() * end);
}

/** Some of the items in their order, each with the chance `share`; all of them from 1 on, and always at least one. */
export function sample<T>(random: Random, items: readonly T[], share: number): T[] {
  const chosen = items.filter(() => random() < share);
  return chosen.length > 0 || items.length === 0 ? chosen : [items[below(random, items.length)]!];
}
