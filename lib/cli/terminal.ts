/**
 * How problems are printed, and colours.
 *
 * @module
 */
import { formatProblem, type Problem } from "../problem.ts";
import type { Terminal } from "../system/terminal.ts";

/** A drive full of faults must not fill a journal. */
const MOST_PROBLEMS = 100;

/** Prints problems, and notes unless only problems are wanted, one line each and two more where it helps to see it. */
export function printProblems(terminal: Terminal, problems: readonly Problem[], notes: boolean): void {
  const shown = problems.filter(({ severity }) => notes || severity === "problem");
  for (const problem of shown.slice(0, MOST_PROBLEMS)) {
    terminal.err(`${problem.severity}: ${formatProblem(problem)}`);
    for (const line of problem.excerpt ?? []) terminal.err(`  ${line}`);
  }
  const more = shown.length - MOST_PROBLEMS;
  if (more > 0) terminal.err(`… and ${more} more of them; "validate --format json" lists all.`);
}

export function hasProblem(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "problem");
}

const COLORS = { red: 31, green: 32, cyan: 36, bold: 1 } as const;

export function paint(terminal: Terminal, color: keyof typeof COLORS, text: string): string {
  return terminal.color ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;
}
