/**
 * `deno task mutation`: changes lib and hooks a little, many times, and counts the changes that no test notices.
 *
 * @module
 */
import { join, resolve } from "@std/path";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";
import { endOnSignals } from "../support/limited.ts";
import { fromFileUrl } from "../support/paths.ts";
import { copyProject, judge, type Task } from "./judge.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { type AreaMutants, areasOf, tasksFor } from "./plan.ts";
import { count, mutantText, reportText, type Result, resultText, scoreOf } from "./report.ts";

const PROJECT = fromFileUrl(new URL("../..", import.meta.url)).replace(/\/$/, "");

try {
  Deno.exitCode = await main(Deno.args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  Deno.exitCode = 2;
}

async function main(words: readonly string[]): Promise<number> {
  const newSeed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const areas = areasOf(PROJECT);
  const options = parseOptions(words, areas.map(({ name }) => name), newSeed);
  if (options.help) return tell(HELP), 0;
  tell(`seed ${options.seed}`);
  if (options.list) return list(areas, options), 0;
  const results = await runAll(areas, options);
  tell(`\n${reportText(results)}`);
  return isGood(results, options) ? 0 : 1;
}

function list(areas: readonly AreaMutants[], options: Options): void {
  for (const { area, mutant } of tasksFor(PROJECT, areas, options)) {
    if (mutant !== undefined) tell(`${area}: ${mutantText(mutant)}`);
  }
}

async function runAll(areas: readonly AreaMutants[], options: Options): Promise<Result[]> {
  const tasks = tasksFor(PROJECT, areas, options);
  const keep = keeperOf(options);
  const directory = Deno.makeTempDirSync({ prefix: "simple-init-mutation-" });
  const cleanUp = () => Deno.removeSync(directory, { recursive: true });
  endOnSignals(cleanUp);
  const copies = Array.from({ length: options.jobs }, (_, job) => join(directory, `job-${job}`));
  try {
    copies.forEach((copy) => copyProject(PROJECT, copy));
    return (await Promise.all(copies.map((copy) => work(copy, tasks, options, keep)))).flat();
  } finally {
    cleanUp();
  }
}

/** Takes tasks out of the queue that all copies share, as long as there are some and there is time. */
async function work(copy: string, tasks: Task[], options: Options, keep: Keep): Promise<Result[]> {
  const results: Result[] = [];
  const end = performance.now() + options.minutes * 60_000;
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
    if (performance.now() >= end) break;
    const result = await judge(copy, task, options.timeout);
    results.push(result);
    keep(result);
  }
  return results;
}

type Keep = (result: Result) => void;

/** Prints what a person has to look at, and writes everything to `--out`. */
function keeperOf({ out }: Options): Keep {
  // `deno task` changes to the project's directory, and says where it was called.
  const file = out === undefined ? undefined : resolve(Deno.env.get("INIT_CWD") ?? ".", out);
  if (file !== undefined) startFile(file);
  return (result) => {
    const text = resultText(result);
    if (text !== undefined) tell(text);
    if (file !== undefined) Deno.writeTextFileSync(file, `${JSON.stringify(result)}\n`, { append: true });
  };
}

function startFile(file: string): void {
  try {
    Deno.writeTextFileSync(file, "");
  } catch (error) {
    throw new UsageError(
      `The file ${quote(file)} of --out could not be written: ${(error as Error).message}.`,
    );
  }
}

function isGood(results: readonly Result[], { least }: Options): boolean {
  return count(results, "control-killed") === 0 && (scoreOf(results) ?? 100) >= least;
}

/* The report is this program's output. */
function tell(line: string): void {
  // deno-lint-ignore no-console
  console.log(line);
}
