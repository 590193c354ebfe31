/**
 * The matrix in words, for a terminal and for CONFORMANCE.md.
 *
 * @module
 */
import { STACKS } from "../../lib/stacks/mod.ts";
import { CONSUMERS } from "./consumers.ts";
import type { Cell } from "./matrix.ts";

/** The comments that a written part of the page stands between. */
const PARTS = {
  matrix: ["<!-- written by deno task conformance --write -->", "<!-- end -->"],
  bondOptions: [
    "<!-- bond options, written by deno task conformance --write -->",
    "<!-- end of bond options -->",
  ],
  online: [
    "<!-- who is online, written by deno task online --write -->",
    "<!-- end of who is online -->",
  ],
} as const;

const SIGNS = { same: "yes", less: "less", fails: "FAILS" } as const;

/** Who reads what, the matrix, and the reasons of cells that are not `yes`. */
export function matrixPage(cells: readonly Cell[]): string {
  const names = STACKS.map(({ name }) => name);
  const cases = [...new Set(cells.map((cell) => cell.case))];
  const rows = cases.map((name) => [
    name,
    ...names.map((renderer) =>
      SIGNS[cells.find((cell) => cell.case === name && cell.renderer === renderer)!.verdict]
    ),
  ]);
  const reasons = cells.filter(({ verdict }) => verdict !== "same")
    .map(({ case: name, renderer, reasons }) => `- ${name}, ${renderer}: ${reasons.join("; ")}`);
  return [
    ...table([["renderer", "read back by"], ...names.map((name) => [name, CONSUMERS[name].who])]),
    "",
    ...table([["case", ...names], ...rows]),
    "",
    reasons.length === 0 ? "Every network of every case is there in full." : "Where it is `less`:",
    ...(reasons.length === 0 ? [] : ["", ...reasons]),
    "",
  ].join("\n");
}

/** A table in Markdown, its first row the head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** The page with one of its written parts replaced. Throws where the page has no such part. */
export function withPart(page: string, part: keyof typeof PARTS, text: string): string {
  const [begin, end] = PARTS[part];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`the page has no place for ${begin}`);
  return `${before}${begin}\n\n${text}\n${end}${after}`;
}
