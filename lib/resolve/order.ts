/**
 * The order in which devices are made and listed.
 *
 * @module
 */

/** The order of UTF-16 code units, which no locale changes. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
