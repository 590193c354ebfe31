/**
 * The word that somebody probably meant.
 *
 * @module
 */

const LONGEST = 40;

/** The one of some words that is a typing error or two away, or undefined. Nothing is near to a very long word. */
export function nearestWord(written: string, words: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  let nearest: string | undefined;
  let least = written.length > 4 ? 2 : 1;
  for (const word of words) {
    const distance = editDistance(written, word, least);
    if (distance > least || (distance === least && nearest !== undefined)) continue;
    nearest = word;
    least = distance;
  }
  return nearest;
}

/**
 * How many characters have to be put in, taken out or replaced (Levenshtein). Above `most` any number above it; a drive may
 * have thousands of words, and for most of them the first characters decide.
 */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    let least = i + 1;
    for (let j = 0; j < b.length; j += 1) {
      const replaced = row[j]! + (a[i] === b[j] ? 0 : 1);
      const distance = Math.min(replaced, row[j + 1]! + 1, next[j]! + 1);
      least = Math.min(least, distance);
      next.push(distance);
    }
    if (least > most) return least;
    row = next;
  }
  return row[b.length]!;
}
