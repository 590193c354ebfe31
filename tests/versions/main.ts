/**
 * `deno task versions`: what the programs of Debian's suites make of what is written for them.
 *
 * @module
 */
import { UsageError } from "../../lib/cli/arguments.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { enter } from "./enter.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { faultsOf, reportText, type Seen } from "./report.ts";
import { cacheDirectory, rootOf } from "./roots.ts";

/* The report is this program's output. */
// deno-lint-ignore no-console
const tell = (line: string) => console.log(line);

async function rootsOf({ suites, roots }: Options): Promise<[name: string, directory: string][]> {
  const cache = cacheDirectory((name) => Deno.env.get(name));
  const made: [string, string][] = [];
  for (const suite of suites) made.push([suite.name, await rootOf(suite, cache, tell)]);
  return [...made, ...roots];
}

function look(suite: string, directory: string, { parts, row }: Options): Seen {
  const seen = parts.map((part) => enter(directory, [part, row]));
  const readings = seen.flatMap(({ readings }) => readings);
  const rows = seen.flatMap(({ rows }) => rows);
  const answer: Seen = { suite, versions: seen[0]!.versions, readings, rows };
  for (const { stack, row, reached, faults, log } of rows) {
    tell(`${suite}, ${stack}, ${row}: ${[`${reached} ms`, ...faults].join("; ")}`);
    if (log !== "") tell(log.replaceAll(/^/gm, "    "));
  }
  tell(`${suite}: ${readings.length} cases read, ${rows.length} rows, ${faultsOf(answer).length} faults`);
  return answer;
}

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, (path) => denoSystem.stat(path) !== undefined);
  if (options.help) return tell(HELP), 0;
  if (Deno.uid() !== 0) return tell("deno task versions makes namespaces and mounts; run it as root."), 1;
  const all = (await rootsOf(options)).map(([name, directory]) => look(name, directory, options));
  tell(`\n${reportText(all)}`);
  return all.some((seen) => faultsOf(seen).length > 0) ? 1 : 0;
}

try {
  Deno.exitCode = await main(Deno.args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  Deno.exitCode = 2;
}
