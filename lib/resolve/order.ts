/**
 * The order in which devices are made and listed.
 *
 * @module
 */

/** The order of UTF-16 code units, which no locale changes. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of names with the numbers in them as numbers: `eth2` comes before `eth10`, as a card does that was added later. */
export function byNumberedText(one: string, other: string): number {
  const parts = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];
  const [ones, others] = [parts(one), parts(other)];
  for (const [index, part] of ones.entries()) {
    const beside = others[index];
    if (beside === undefined) return 1;
    const difference = Number(part) - Number(beside);
    const order = Number.isNaN(difference) ? byText(part, beside) : difference;
    if (order !== 0) return order;
  }
  return ones.length < others.length ? -1 : byText(one, other);
}
