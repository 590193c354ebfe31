/**
 * The command line of `deno task mutation`.
 *
 * @module
 */
import arg from "arg";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";

export const HELP =
  `deno task mutation: changes lib and hooks a little, many times, and counts the changes that no test notices

    --per-area N     mutants of each area (default 10)
    --seed N         make the mutants of the run with this seed; default: a new one each time
    --area NAME      only mutants of this area, any number of times
    --list           list the mutants and run no test
    --jobs N         copies of the project whose tests run at the same time (default 2)
    --timeout N      seconds after which tests that have not ended count as a timeout (default 90)
    --minutes N      begin no mutant after this time
    --least PERCENT  fail where the tests notice less than this
    --out FILE       write each verdict to this file, a JSON object a line`;

const LARGEST_SEED = 0xffffffff;

export interface Options {
  readonly perArea: number;
  readonly seed: number;
  /** Names of areas; empty for all. */
  readonly areas: readonly string[];
  readonly list: boolean;
  readonly jobs: number;
  /** In seconds. */
  readonly timeout: number;
  readonly minutes: number;
  readonly least: number;
  readonly out: string | undefined;
  readonly help: boolean;
}

/** Throws {@link UsageError}. `known` are the names of areas; `newSeed` is for a run without `--seed`. */
export function parseOptions(words: readonly string[], known: readonly string[], newSeed: number): Options {
  const values = parseWords(words);
  const areas = values["--area"] ?? [];
  const unknown = areas.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no area ${quote(unknown)}; use ${known.join(", ")}.`);
  }
  const number = (name: NumberOption, least: number, most: number, otherwise: number) =>
    numberOf(name, values[name], least, most) ?? otherwise;
  return {
    perArea: number("--per-area", 1, 10_000, 10),
    seed: number("--seed", 0, LARGEST_SEED, newSeed),
    areas,
    list: values["--list"] ?? false,
    jobs: number("--jobs", 1, 64, 2),
    timeout: number("--timeout", 1, 3600, 90),
    minutes: number("--minutes", 1, 10_000, Infinity),
    least: number("--least", 0, 100, 0),
    out: values["--out"],
    help: values["--help"] ?? false,
  };
}

const SPEC = {
  "--per-area": String,
  "--seed": String,
  "--area": [String] as [StringConstructor],
  "--list": Boolean,
  "--jobs": String,
  "--timeout": String,
  "--minutes": String,
  "--least": String,
  "--out": String,
  "--help": Boolean,
};

type NumberOption = "--per-area" | "--seed" | "--jobs" | "--timeout" | "--minutes" | "--least";

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    const values = arg(SPEC, { argv: [...words] });
    if (values._[0] === undefined) return values;
    throw new UsageError(`${quote(values._[0])} is not an option; deno task mutation --help lists them.`);
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task mutation --help.`)
      : error;
  }
}

function numberOf(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new UsageError(
    `${quote(text)} is not a value of ${name}; use a whole number from ${least} to ${most}.`,
  );
}
