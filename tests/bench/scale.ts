/**
 * Logarithmic axes.
 *
 * @module
 */

/** From a value to a place on the picture. */
export type Scale = (value: number) => number;

export type Interval = readonly [from: number, to: number];

export function logScale([low, high]: Interval, [from, to]: Interval): Scale {
  const decades = Math.log10(high / low);
  return (value) => from + (to - from) * Math.log10(value / low) / decades;
}

/** Round numbers that enclose the values: powers of ten, and 2 and 5 times them where there are few. */
export function logTicks(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const exponents = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))] as const;
  const steps = exponents[1] - exponents[0] > 2 ? [1] : [1, 2, 5];
  const all = range(...exponents).flatMap((exponent) => steps.map((step) => round(step, exponent)));
  const first = all.findLastIndex((tick) => tick <= low);
  const last = all.findIndex((tick) => tick >= high && tick > (all[first] ?? 0));
  return all.slice(first, last + 1);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 2 }, (_, index) => from + index);
}

/** Not `step * 10 ** exponent`, which gives 0.00020000000000000001. */
function round(step: number, exponent: number): number {
  return Number(`${step}e${exponent}`);
}
