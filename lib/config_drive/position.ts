/**
 * Where in a text something is, for a person.
 *
 * @module
 */
import type { Problem } from "../problem.ts";

export type Position = Required<Pick<Problem, "line" | "column" | "excerpt">>;

/** How much of the line is shown; of a longer one, as much before the place as behind it. */
const WIDTH = 70;

/** The position of an offset, which is in UTF-16 code units. */
export function positionAt(text: string, offset: number): Position {
  const { line, start } = lineAt(text, offset);
  const lineFeed = text.indexOf("\n", offset);
  const end = lineFeed < 0 ? text.length : lineFeed;
  const from = Math.max(start, Math.min(offset - WIDTH / 2, end - WIDTH));
  const before = printable(text.slice(from, offset));
  const behind = printable(text.slice(offset, Math.min(end, from + WIDTH)).trimEnd());
  return {
    line,
    column: charactersIn(text, start, offset) + 1,
    excerpt: [before + behind, `${" ".repeat(before.length)}^`],
  };
}

/** The line's number, and the offset at which it begins. */
function lineAt(text: string, offset: number): { readonly line: number; readonly start: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", start)) {
    line += 1;
    start = at + 1;
  }
  return { line, start };
}

/** Two code units beyond the Basic Multilingual Plane are one character. */
function charactersIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0xdc00 || code > 0xdfff) count += 1;
  }
  return count;
}

/** Nothing of a drive reaches a terminal that it would act on, and each character has the same width. */
function printable(text: string): string {
  return text.replaceAll("\t", " ").replace(/[^ -~]/gu, "\ufffd");
}
