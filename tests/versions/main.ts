/**
 * `deno task versions`: what the programs of Debian's suites make of what is written for them.
 *
 * @module
 */
import { UsageError } from "../../lib/cli/arguments.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { type Answer, enter } from "./enter.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { faultsOf, reportText, type Seen } from "./report.ts";
import { cacheDirectory, rootOf } from "./roots.ts";

/* The report is this program's output. */
// deno-lint-ignore no-console
const tell = (line: string) => console.log(line);

type Root = readonly [name: string, directory: string];

async function rootsOf({ suites, roots }: Options): Promise<Root[]> {
  const cache = cacheDirectory((name) => Deno.env.get(name));
  const made: Root[] = [];
  for (const suite of suites) made.push([suite.name, await rootOf(suite, cache, tell)]);
  return [...made, ...roots];
}

/** Readers keep a processor busy, so one root comes after the other; rows mostly wait, all roots' side by side. */
async function look(roots: readonly Root[], { parts, row }: Options): Promise<Seen[]> {
  const read: Answer[] = [];
  if (parts.includes("readers")) {
    for (const [, directory] of roots) read.push(await enter(directory, ["readers"]));
  }
  const tried = parts.includes("rows")
    ? await Promise.all(roots.map(([, directory]) => enter(directory, ["rows", row])))
    : [];
  return roots.map(([suite], index) => {
    const [readers, rows] = [read[index], tried[index]];
    const { versions } = (readers ?? rows)!;
    return { suite, versions, readings: readers?.readings ?? [], rows: rows?.rows ?? [] };
  });
}

function tellRows({ suite, readings, rows }: Seen): void {
  for (const { stack, row, reached, faults, log } of rows) {
    tell(`${suite}, ${stack}, ${row}: ${[`${reached} ms`, ...faults].join("; ")}`);
    if (log !== "") tell(log.replaceAll(/^/gm, "    "));
  }
  tell(`${suite}: ${readings.length} cases read, ${rows.length} rows`);
}

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, (path) => denoSystem.stat(path) !== undefined);
  if (options.help) return tell(HELP), 0;
  if (Deno.uid() !== 0) return tell("deno task versions makes namespaces and mounts; run it as root."), 1;
  const all = await look(await rootsOf(options), options);
  all.forEach(tellRows);
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
