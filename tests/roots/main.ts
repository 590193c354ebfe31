/**
 * `deno task test:stacks`: the rows of who is online, by the stacks of root file systems that a user has.
 *
 * @module
 */
import { UsageError } from "../../lib/cli/arguments.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { outcomeOf } from "../online/_room.ts";
import { HELP, type Options, parseOptions, type StackRoot } from "./options.ts";
import { reportText, type Result } from "./report.ts";
import { SHOW_CONFIG, showConfigs } from "./show_config.ts";
import { type Row, ROWS } from "./rows.ts";

/* The report is this program's output. */
// deno-lint-ignore no-console
const tell = (line: string) => console.log(line);

async function tryRow({ stack, directory }: StackRoot, row: Row): Promise<Result> {
  const outcome = await outcomeOf(row.situation, { ...row, stack, root: directory });
  const { reached, online, problems, log } = outcome;
  const faults = row.faultsOf(outcome);
  tell(`${stack}, ${row.name}: ${[`${reached} ms`, `online ${online} ms`, ...faults].join("; ")}`);
  if (faults.length > 0) tell([...problems, log].join("\n").replaceAll(/^/gm, "    "));
  return { stack, row: row.name, reached, isStated: row.isStated, faults };
}

async function tryAll({ roots, row }: Options): Promise<number> {
  const results: Result[] = [];
  for (const root of roots) {
    for (const each of ROWS.filter(({ name }) => name.includes(row))) results.push(await tryRow(root, each));
    if (root.stack === "wicked" && SHOW_CONFIG.includes(row)) results.push(showConfigs(root));
  }
  tell(`\n${reportText(results)}`);
  return results.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, (path) => denoSystem.stat(path) !== undefined);
  if (options.help) return tell(HELP), 0;
  if (Deno.uid() !== 0) return tell("deno task test:stacks makes namespaces and mounts; run it as root."), 1;
  return await tryAll(options);
}

try {
  Deno.exitCode = await main(Deno.args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  Deno.exitCode = 2;
}
