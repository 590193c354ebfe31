/**
 * Tables with a column a program.
 *
 * @module
 */
import { spreadOf } from "../statistics.ts";
import { threeDigits } from "../table.ts";

/**
 * The median of what was measured by turns, with the least and the most where they differ: `2.50 (2.40 to 2.60)`; `-`
 * where one of them is no number, as what never came has no time.
 */
export function spreadText(values: readonly number[]): string {
  if (!values.every(Number.isFinite)) return "-";
  const { min, median, max } = spreadOf(values);
  const [least, most] = [min, max].map(threeDigits);
  return least === most ? threeDigits(median) : `${threeDigits(median)} (${least} to ${most})`;
}

/** How busy the machine is now, which times by its clock depend on. */
export function loadText(): string {
  const load = (Deno.loadavg()[0] ?? 0).toFixed(1);
  return `(load ${load} on ${navigator.hardwareConcurrency} processors at the end)`;
}
