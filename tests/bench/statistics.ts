/**
 * From the times of pairs of runs to ratios.
 *
 * @module
 */

/** How long the two commands of one pair took, in microseconds. */
export type Pair = readonly [subject: number, base: number];

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface Comparison {
  readonly runs: number;
  /** Of the ratios of each pair: what slows the machine down for a while slows both. */
  readonly ratio: Spread;
  /** Medians of the times in microseconds: noise, but for the reader's sense of scale. */
  readonly microseconds: Pair;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = NaN, high = low] = sorted.slice(Math.ceil(sorted.length / 2) - 1);
  return sorted.length % 2 === 1 ? low : (low + high) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

export function compare(pairs: readonly Pair[]): Comparison {
  return {
    runs: pairs.length,
    ratio: spreadOf(pairs.map(([subject, base]) => subject / base)),
    microseconds: [median(pairs.map(([subject]) => subject)), median(pairs.map(([, base]) => base))],
  };
}
