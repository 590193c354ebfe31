/**
 * Changes of a source file's text, and what finds them.
 *
 * @module
 */
import type ts from "typescript";

/** Text to put in the place of the characters from `start` to before `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Finds what it can change at one node of a tree whose nodes know their parents. */
export type Operator = (node: ts.Node) => readonly Edit[];

export function replaced(node: ts.Node, ...texts: readonly string[]): Edit[] {
  return texts.map((text) => ({ start: node.getStart(), end: node.end, text }));
}

/** One item goes, and the comma before it or, where it is the first, after it. */
export function withoutItem(list: ts.NodeArray<ts.Node>, item: ts.Node): Edit {
  const index = list.indexOf(item);
  if (index > 0) return { start: list[index - 1]!.end, end: item.end, text: "" };
  return { start: item.getStart(), end: list[1]?.getStart() ?? item.end, text: "" };
}

export function applied(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end);
}
