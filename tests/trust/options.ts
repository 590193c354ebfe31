/**
 * The command line of `deno task trust`.
 *
 * @module
 */
import arg from "arg";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";

export const HELP = `deno task trust [ATTACK…]: attacks the boot program and counts what gave way; as root

    --quick     a sample of what is many, for every change of the code
    --scale N   how much of what is many; 1 is all of it, 0.1 a tenth, and what can go on for ever goes on longer above 1
    --seed N    try what the run with this seed tried; default: a new one each time`;

/** Keeps a quick run of all attacks below two minutes on two busy processors. */
const QUICK_SCALE = 0.04;
const LARGEST_SEED = 0xffffffff;

export interface Options {
  /** Names of attacks; empty for all. */
  readonly attacks: readonly string[];
  readonly scale: number;
  readonly seed: number;
  readonly help: boolean;
}

/** Throws {@link UsageError}. `known` are the names of attacks; `newSeed` is for a run without `--seed`. */
export function parseOptions(words: readonly string[], known: readonly string[], newSeed: number): Options {
  const values = parseWords(words);
  const unknown = values._.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no attack ${quote(unknown)}; use ${known.join(", ")}.`);
  }
  return {
    attacks: values._,
    scale: scaleOf(values["--scale"] ?? (values["--quick"] ? String(QUICK_SCALE) : "1")),
    seed: seedOf(values["--seed"] ?? String(newSeed)),
    help: values["--help"] ?? false,
  };
}

const SPEC = { "--quick": Boolean, "--scale": String, "--seed": String, "--help": Boolean };

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    return arg(SPEC, { argv: [...words] });
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task trust --help.`)
      : error;
  }
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && scale > 0) return scale;
  throw new UsageError(`${quote(text)} is not a value of --scale; use a number above 0, 0.1 for example.`);
}

function seedOf(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_SEED) return Number(text);
  throw new UsageError(`${quote(text)} is not a value of --seed; use a whole number up to ${LARGEST_SEED}.`);
}
