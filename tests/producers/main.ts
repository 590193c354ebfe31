/**
 * `deno task producers`: drives as clouds write them, by chance, through the program and seven stacks. What comes out is
 * compared with what went in. It ends with 2 where the clouds' own code cannot be had.
 *
 * @module
 */
import { UsageError } from "../../lib/cli/arguments.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { EnvironmentError } from "../support/python_packages.ts";
import { CLOUDS } from "./clouds.ts";
import { DIALECTS } from "./dialects/mod.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import type { Producer } from "./producer.ts";
import { ask, environment } from "./python.ts";
import { type Ask, type Failure, tryProducer } from "./trial.ts";

const PRODUCERS: readonly Producer[] = [...DIALECTS, ...CLOUDS];

/* The report is this program's output. */
// deno-lint-ignore no-console
const tell = (line: string) => console.log(line);

/** Of each producer so many failures are shown, each with so many differences. */
const [MOST_FAILURES, MOST_DIFFERENCES] = [2, 10];

function failureText({ number, differences, documents }: Failure): string {
  // Long words are seeds and keys.
  const texts = Object.entries(documents).map(([name, text]) =>
    `${name}: ${JSON.stringify(JSON.parse(text)).replaceAll(/[A-Za-z0-9+/=]{100,}/g, "…")}`
  );
  const lines = [...differences.slice(0, MOST_DIFFERENCES), ...texts].map((line) => `    ${line}`);
  return [`  drive ${number}, ${differences.length} differences`, ...lines].join("\n");
}

async function tryAll({ producers, count, seed }: Options): Promise<number> {
  const start = performance.now();
  const chosen = PRODUCERS.filter(({ name }) => producers.length === 0 || producers.includes(name));
  let failures = 0;
  tell(`seed ${seed}`);
  let directory: string | undefined;
  const askCloud: Ask = async (program, questions) =>
    await ask(directory ??= await environment(), program, questions);
  for (const producer of chosen) {
    const failed = await tryProducer(producer, { count, seed }, askCloud);
    failures += failed.length;
    tell(
      `${producer.name}: ${count} drives, ${STACKS.length} stacks, ${failed.length} drives with differences`,
    );
    for (const failure of failed.slice(0, MOST_FAILURES)) tell(failureText(failure));
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  tell(
    `${
      count * chosen.length
    } drives of ${chosen.length} producers, ${failures} with differences, ${seconds} s`,
  );
  return failures > 0 ? 1 : 0;
}

async function main(words: readonly string[]): Promise<number> {
  const newSeed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const names = PRODUCERS.map(({ name }) => name);
  const options = parseOptions(words, names, newSeed);
  if (!options.help) return await tryAll(options);
  tell([HELP, "", ...names.map((name) => `    ${name}`)].join("\n"));
  return 0;
}

try {
  Deno.exitCode = await main(Deno.args);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof EnvironmentError)) throw error;
  tell(error instanceof UsageError ? error.message : `producers: ${error.message}`);
  Deno.exitCode = 2;
}
