/**
 * JSON as RFC 8259 has it. Engines differ in what else they take, and a drive must mean the same under each.
 *
 * @module
 */

/** Escapes that JSON does not have; two backslashes are one of it. */
const FOREIGN_ESCAPE = /(?<!\\)(?:\\\\)*\\[^"\\/bfnrtu]/;

/** `1.` and `-01`. */
const FOREIGN_NUMBER = /\d\.(?!\d)|-0\d/;

/** Parses a text. Throws `SyntaxError`. */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (FOREIGN_ESCAPE.test(text)) throw new SyntaxError("an escape in a string is not JSON");
  if (FOREIGN_NUMBER.test(text) && FOREIGN_NUMBER.test(outsideStrings(text))) {
    throw new SyntaxError("a number is not JSON");
  }
  return value;
}

/** What is left of a text that an engine has parsed when its strings are taken out. */
function outsideStrings(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', at)) {
    parts.push(text.slice(at, start));
    at = endOfString(text, start) + 1;
  }
  return [...parts, text.slice(at)].join('""');
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
