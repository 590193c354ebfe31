/**
 * Shell patterns of names, as fnmatch(3) has them without flags: `*`, `?`, `[…]` with ranges and `!` or `^`, and `\`.
 *
 * @module
 */

/** Whether a pattern can fit more than the name that it spells. */
export function isPattern(text: string): boolean {
  return /[*?[\\]/.test(text);
}

/** Whether a name fits a pattern as a whole. The time is bounded by the product of their lengths. */
export function fnmatch(pattern: string, name: string): boolean {
  let ends = new Set([0]);
  for (const part of partsOf(pattern)) {
    ends = part === "*" ? fromFirst(ends, name.length) : oneFurther(ends, name, part);
    if (ends.size === 0) return false;
  }
  return ends.has(name.length);
}

/** What one character of a name may be; or a star. */
type Part = "*" | ((character: string) => boolean);

/** `?`, a set in brackets (a bracket that stands first in it is one of its characters), an escaped or a plain character. */
const PART = /\*|\?|\[([!^]?)(\]?[^\]]*)\]|\\([^])|([^])/gu;

function partsOf(pattern: string): Part[] {
  return [...pattern.matchAll(PART)].map(([text, not, set, escaped, plain]) => {
    if (text === "*") return "*";
    if (text === "?") return () => true;
    if (set === undefined) return (character) => character === (escaped ?? plain);
    const has = setOf(set);
    return not === "" ? has : (character) => !has(character);
  });
}

/** A range that ends before it begins has nothing in it. */
function setOf(text: string): (character: string) => boolean {
  const ranges = [...text.matchAll(/([^])-([^])|([^])/gu)].map(([, low, high, single]) =>
    [(low ?? single)!, (high ?? single)!] as const
  );
  return (character) => ranges.some(([low, high]) => low <= character && character <= high);
}

function fromFirst(ends: ReadonlySet<number>, length: number): Set<number> {
  const first = Math.min(...ends);
  return new Set(Array.from({ length: length - first + 1 }, (_, index) => first + index));
}

function oneFurther(ends: ReadonlySet<number>, name: string, fits: Exclude<Part, "*">): Set<number> {
  return new Set([...ends].flatMap((end) => end < name.length && fits(name[end]!) ? end + 1 : []));
}
