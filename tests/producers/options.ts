/**
 * The command line of `deno task producers`.
 *
 * @module
 */
import arg from "arg";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";

export const HELP =
  `deno task producers [PRODUCER…]: drives as clouds write them, through the program and seven stacks

    --count N   drives of each producer; default 200
    --seed N    try what the run with this seed tried; default: a new one each time`;

const LARGEST_SEED = 0xffffffff;
const COUNT = 200;

export interface Options {
  /** Names of producers; empty for all. */
  readonly producers: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly help: boolean;
}

/** Throws {@link UsageError}. `known` are the names of producers; `newSeed` is for a run without `--seed`. */
export function parseOptions(words: readonly string[], known: readonly string[], newSeed: number): Options {
  const values = parseWords(words);
  const unknown = values._.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no producer ${quote(unknown)}; use ${known.map(quote).join(", ")}.`);
  }
  return {
    producers: values._,
    count: numberOf("--count", values["--count"] ?? String(COUNT), 1, 1_000_000),
    seed: numberOf("--seed", values["--seed"] ?? String(newSeed), 0, LARGEST_SEED),
    help: values["--help"] ?? false,
  };
}

const SPEC = { "--count": String, "--seed": String, "--help": Boolean };

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    return arg(SPEC, { argv: [...words] });
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task producers --help.`)
      : error;
  }
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d{1,10}$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(
    `${quote(text)} is not a value of ${option}; use a whole number from ${least} to ${most}.`,
  );
}
