/**
 * Lists without repetitions.
 *
 * @module
 */

/** Each item once, where it stands first. */
export function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
