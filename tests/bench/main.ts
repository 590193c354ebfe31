/**
 * `deno task bench`: how long the binary takes, compared with other programs and over the number of NICs, and how many
 * instructions.
 *
 * Of times the results are ratios of two commands that run by turns: times differ from machine to machine and from minute
 * to minute.
 *
 * @module
 */
import $ from "dax";
import { permissionsFor } from "../../shims/run.ts";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";
import { fromFileUrl } from "../support/paths.ts";
import { countInstructions, requireValgrind } from "./count_instructions.ts";
import { countsFor, excesses } from "./instructions.ts";
import { jobsFor, type Programs } from "./jobs.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { plot } from "./plot.ts";
import { type Report, verdictsOn } from "./report.ts";
import { runJobs } from "./run_jobs.ts";
import { reportText } from "./table.ts";

const PROJECT = $.path(fromFileUrl(new URL("../..", import.meta.url)));
const PROGRAM = PROJECT.join("hooks/boot.ts").toString();

Deno.exitCode = await main(Deno.args).catch(explain);

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words);
  if (options.help) return say(HELP);
  // `deno task` changes to the project's directory, and says where it was called.
  Deno.chdir(Deno.env.get("INIT_CWD") ?? ".");
  const report = await measure(options);
  if (options.svg !== undefined) await Deno.writeTextFile(options.svg, plot(report.rows));
  say(options.json ? asJson(report) : reportText(report, dim));
  const excess = options.check && excesses(report.figures).length > 0;
  return report.failures.length > 0 || excess ? 1 : 0;
}

async function measure(options: Options): Promise<Report> {
  if (options.counts) await requireValgrind();
  const binary = await findBinary(options);
  const load = { load: Deno.loadavg()[0] ?? 0, processors: navigator.hardwareConcurrency };
  const directory = await Deno.makeTempDir({ prefix: "simple-init-bench-" });
  try {
    const programs: Programs = { directory, binary, deno: denoRun };
    const timed = await runJobs(options.times ? jobsFor(programs, options) : [], tell);
    const counted = await countInstructions(options.counts ? countsFor(programs, options.peers) : [], tell);
    const failures = [...timed.failures, ...counted.failures];
    return {
      rows: timed.rows,
      figures: counted.figures,
      failures,
      size: (await Deno.stat(binary)).size,
      ...load,
    };
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function findBinary({ binary }: Options): Promise<string> {
  if (binary !== undefined && !$.path(binary).existsSync()) {
    throw new UsageError(`There is no binary ${quote(binary)}.`);
  }
  if (binary !== undefined) return $.path(binary).resolve().toString();
  // Always: the figures of a binary from before a change would say nothing of the sources.
  await $`${Deno.execPath()} task compile`.cwd(PROJECT).quiet();
  return PROJECT.join(`dist/bin/simple-init-${Deno.build.arch}`).toString();
}

/** As shims/run.ts starts it. */
function denoRun(root: string): string[] {
  const words = ["boot", "--root", root];
  const permissions = permissionsFor(words, () => "other");
  return [Deno.execPath(), "run", "--quiet", "--no-prompt", ...permissions, PROGRAM, ...words];
}

function asJson(report: Report): string {
  return JSON.stringify({ ...report, verdicts: verdictsOn(report) }, null, 2);
}

function dim(text: string): string {
  const plain = !Deno.stdout.isTerminal() || Deno.env.get("NO_COLOR");
  return plain ? text : `\x1b[2m${text}\x1b[0m`;
}

/** What is being measured, where somebody is watching. */
function tell(name: string): void {
  if (Deno.stderr.isTerminal()) write(Deno.stderr, `${name} …`);
}

function say(text: string): number {
  write(Deno.stdout, text);
  return 0;
}

function explain(error: unknown): number {
  write(Deno.stderr, error instanceof Error ? error.message : String(error));
  return error instanceof UsageError ? 2 : 1;
}

function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  stream.writeSync(new TextEncoder().encode(`${text}\n`));
}
