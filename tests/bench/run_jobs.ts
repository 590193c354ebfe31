/**
 * Lays the roots and runs the jobs.
 *
 * @module
 */
import $ from "dax";
import { type Case, layRoot, readCases } from "../support/cases.ts";
import { writeFile } from "../support/trees.ts";
import { timePairs } from "./commands.ts";
import { bareRoot, generatedRoot } from "./generated_root.ts";
import type { Job, Place } from "./jobs.ts";
import { peakMemory } from "./peak_memory.ts";
import type { Row } from "./report.ts";
import { compare } from "./statistics.ts";

const CASE = "four-nics-dual-stack";

export interface Results {
  readonly rows: readonly Row[];
  readonly failures: readonly string[];
}

/** One job after the other. One that cannot be run does not keep the others from it. */
export async function runJobs(jobs: readonly Job[], tell: (name: string) => void): Promise<Results> {
  const laid = new Set<string>();
  const [rows, failures]: [Row[], string[]] = [[], []];
  for (const job of jobs) {
    tell(job.name);
    try {
      for (const place of job.places) await layOnce(place, job.runs, laid);
      rows.push(await runJob(job));
    } catch (error) {
      failures.push(`${job.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { rows, failures };
}

async function runJob({ subject, base, places: _, ...job }: Job): Promise<Row> {
  const comparison = compare(await timePairs(subject, base, job.runs));
  const memory = await peakMemory(atRun(subject, job.runs + 1));
  return { ...job, ...comparison, memory };
}

/** Run 0 warms up, and the one after the last is for the memory. */
export async function layOnce(place: Place, runs: number, laid: Set<string>): Promise<void> {
  const count = place.root.includes("{run}") ? runs + 2 : 1;
  for (let run = 0; run < count; run++) {
    const root = atRun(place.root, run);
    if (laid.has(root)) continue;
    lay(root, place.nics);
    if (place.prepare !== undefined) await prepare(atRun(place.prepare, run));
    laid.add(root);
  }
}

async function prepare(command: string): Promise<void> {
  const { code } = await $`bash -c ${command}`.stdin("null").stdout("null").noThrow();
  if (code !== 0) throw new Error(`Exit status ${code} of: ${command}`);
}

function lay(root: string, nics: Place["nics"]): void {
  if (nics === "case") return layRoot(theCase(), root);
  const files = nics === "none" ? bareRoot() : generatedRoot(nics);
  for (const [path, text] of files) writeFile(`${root}/${path}`, text);
}

function theCase(): Case {
  const found = readCases().find(({ name }) => name === CASE);
  if (found === undefined) throw new Error(`There is no case ${CASE}.`);
  return found;
}

function atRun(text: string, run: number): string {
  return text.replaceAll("{run}", `${run}`);
}
