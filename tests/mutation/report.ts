/**
 * What a run of mutants found, as text.
 *
 * @module
 */
import { tableLines } from "../bench/table.ts";
import type { Mutant } from "./mutants.ts";

/**
 * What became of a mutant: tests noticed it, did not end, did not notice it although the types did, or nothing noticed
 * it. Or of a control, which is no mutant at all: it passes unless a test fails by chance.
 */
export type Verdict = "killed" | "timeout" | "types" | "survived" | "control" | "control-killed";

export interface Result {
  readonly area: string;
  /** None for a control. */
  readonly mutant?: Mutant;
  readonly verdict: Verdict;
  /** The test that failed, or that did not end. */
  readonly test?: string;
  readonly seconds: number;
}

const LONGEST_CODE = 70;

/** `lib/ip.ts:12  boundary  < → <=` */
export function mutantText({ file, line, operator, before, text }: Mutant): string {
  return `${file}:${line}  ${operator}  ${code(before)} → ${code(text)}`;
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line === "") return "nothing";
  return line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE)}…` : line;
}

/** What a person has to look at; undefined for what went as it should. */
export function resultText({ area, mutant, verdict, test }: Result): string | undefined {
  const during = test === undefined ? "" : ` (${test})`;
  if (verdict === "control-killed") {
    return `control: the tests failed or took too long without a change${during}`;
  }
  if (mutant === undefined || !["survived", "timeout"].includes(verdict)) return undefined;
  return `${verdict}: ${area}: ${mutantText(mutant)}${during}`;
}

const HEADINGS = ["area", "tried", "killed", "timeout", "types", "survived", "score"];

/** A table with a row for each area and one for all. */
export function reportText(results: readonly Result[]): string {
  const mutants = results.filter(({ mutant }) => mutant !== undefined);
  const areas = Map.groupBy(mutants, ({ area }) => area);
  return tableLines([
    HEADINGS,
    ...[...areas.keys()].sort().map((area) => cells(area, areas.get(area)!)),
    cells("all", mutants),
  ]).join("\n");
}

function cells(name: string, results: readonly Result[]): string[] {
  const counts = (["killed", "timeout", "types", "survived"] as const).map((verdict) =>
    count(results, verdict)
  );
  const score = scoreOf(results);
  return [
    name,
    ...[results.length, ...counts].map(String),
    score === undefined ? "–" : `${score.toFixed(1)} %`,
  ];
}

/**
 * How many percent of the mutants the tests noticed. What the types refuse is not counted: it cannot come to be.
 * undefined without a mutant that counts.
 */
export function scoreOf(results: readonly Result[]): number | undefined {
  const noticed = count(results, "killed") + count(results, "timeout");
  const all = noticed + count(results, "survived");
  return all === 0 ? undefined : noticed / all * 100;
}

export function count(results: readonly Result[], wanted: Verdict): number {
  return results.filter(({ verdict }) => verdict === wanted).length;
}
