/**
 * A plan for people: what was found, what each interface gets, and a unified diff for every file but the program's own records.
 *
 * @module
 */
import { formatPatch, OMIT_HEADERS, structuredPatch } from "diff";
import type { Change, FileChange } from "../apply/change.ts";
import type { Plan } from "../plan/plan.ts";
import { describeChange } from "./describe_change.ts";
import { describeDns, describeInterface, describeLink, describeSource, table } from "./describe.ts";
import type { Terminal } from "../system/terminal.ts";
import { paint } from "./terminal.ts";

/** Prints a plan, without its problems. */
export function printPlan(terminal: Terminal, plan: Plan): void {
  const { distribution, choice, resolution: { config, matches } } = plan;
  terminal.out(`Config drive  ${describeSource(plan)}`);
  terminal.out(`System        ${distribution.id} ${distribution.version}`.trimEnd());
  terminal.out(`Stack         ${choice.stack}, because ${choice.reason}`);
  if (plan.programs !== undefined) terminal.out(`Programs      ${plan.programs}`);
  if (plan.dns !== undefined) terminal.out(`resolv.conf   written by ${describeDns(plan.dns, choice.stack)}`);
  heading(terminal, "Interfaces", matches.length === 0 ? "none found" : "");
  for (const row of table(matches.map((match) => describeInterface(match, config)))) terminal.out(row);
  const made = config.links.filter(({ kind }) => kind !== "physical");
  if (made.length > 0) heading(terminal, "Bonds, bridges and VLANs", "");
  for (const row of table(made.map((link) => [link.name, describeLink(link)]))) terminal.out(row);
  heading(terminal, "Changes", plan.changes.length === 0 ? "none" : "");
  for (const change of plan.changes) printChange(terminal, change);
}

function heading(terminal: Terminal, title: string, rest: string): void {
  terminal.out("");
  terminal.out(paint(terminal, "bold", title) + (rest === "" ? "" : `  ${rest}`));
}

function printChange(terminal: Terminal, change: Change): void {
  terminal.out(paint(terminal, "cyan", describeChange(change)));
  if (!("after" in change) || change.kind === "set kernel host name" || change.purpose === "state") return;
  for (const line of diffLines(change)) terminal.out(colored(terminal, line));
}

/** The lines of a unified diff, without its file header. */
export function diffLines({ path, before, after }: FileChange): string[] {
  const patch = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
  return formatPatch(patch, OMIT_HEADERS).split("\n").filter((line) => line !== "").map(printable);
}

/** Control characters of a foreign file must not reach a terminal. */
function printable(line: string): string {
  // deno-lint-ignore no-control-regex -- they are what is replaced
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

function colored(terminal: Terminal, line: string): string {
  if (line.startsWith("+")) return paint(terminal, "green", line);
  return line.startsWith("-") ? paint(terminal, "red", line) : line;
}
