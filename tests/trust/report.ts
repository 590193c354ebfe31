/**
 * What `deno task trust` prints at its end.
 *
 * @module
 */
import { tableLines } from "../bench/table.ts";
import type { Outcome } from "./attack.ts";

export interface Result extends Outcome {
  readonly name: string;
}

const MOST_FAULTS_SHOWN = 40;

/** The table, each fault as a sentence, and a last line as Deno's tests end with, which counts kinds of attacks. */
export function reportText(results: readonly Result[], seconds: number): string {
  const rows = results.map(({ name, tried, faults, notes }) => [
    name,
    tried.toLocaleString("en"),
    faults.length.toLocaleString("en"),
    ...(notes.length > 0 ? [notes.join(", ")] : [""]),
  ]);
  const table = tableLines([["attack", "tried", "faults"], ...rows.map((row) => row.slice(0, 3))]);
  return [
    ...table.map((line, index) =>
      index === 0 ? `${line}  notes` : `${line}  ${rows[index - 1]![3]}`.trimEnd()
    ),
    "",
    ...results.flatMap(faultLines),
    summary(results, seconds),
  ].join("\n");
}

function faultLines({ name, faults }: Result): string[] {
  const shown = faults.slice(0, MOST_FAULTS_SHOWN).map((fault) => `fault: ${name}: ${fault}`);
  const more = faults.length - shown.length;
  return more > 0 ? [...shown, `fault: ${name}: and ${more} more`] : shown;
}

function summary(results: readonly Result[], seconds: number): string {
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  const passed = results.length - failed;
  return `${failed > 0 ? "FAILED" : "ok"} | ${passed} passed | ${failed} failed (${Math.round(seconds)}s)`;
}
