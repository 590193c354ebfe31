/**
 * What resolving carries along: the drive's file for messages, and the problems found so far.
 *
 * @module
 */
import { type Findings, report } from "../config_drive/entry.ts";

export type { Findings };
export { report };

/** Groups values under a key that each one has, in order of first appearance. */
export function groupBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The order of UTF-16 code units, which no locale changes. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
