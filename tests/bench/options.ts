/**
 * The command line of `deno task bench`.
 *
 * @module
 */
import arg from "arg";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";

export const HELP =
  `deno task bench: how long the binary takes, as ratios of runs by turns, and its instructions

    --runs N             pairs for each row; fewer where a pair is slow (default 30)
    --quick              3 pairs for each row, no more than 32 NICs, and no instructions
    --instructions       count instructions, which are the same on every run, and time nothing
    --check              count instructions too, and end with 1 where a figure exceeds its limit
    --renderer NAME      render with this one; default: as boot chooses
    --peer NAME=COMMAND  compare with this command too, any number of times; {root} in it is the root to configure
    --binary FILE        measure this binary; default: the one that the compile task makes
    --svg FILE           write a plot of time and memory over the number of NICs
    --json               print JSON instead of a table`;

export interface Peer {
  readonly name: string;
  /** Words in shell syntax, with `{root}`. */
  readonly command: string;
}

export interface Options {
  readonly runs: number;
  readonly quick: boolean;
  /** Whether instructions are counted, whether something is timed, and whether a limit that is exceeded is a failure. */
  readonly counts: boolean;
  readonly times: boolean;
  readonly check: boolean;
  readonly renderer: string | undefined;
  readonly peers: readonly Peer[];
  readonly binary: string | undefined;
  readonly svg: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** Throws {@link UsageError}. */
export function parseOptions(words: readonly string[]): Options {
  const values = parseWords(words);
  const [quick = false, instructions = false, check = false, svg] = [
    values["--quick"],
    values["--instructions"],
    values["--check"],
    values["--svg"],
  ];
  if (instructions && svg !== undefined) {
    throw new UsageError("--svg plots times, but --instructions measures none; leave out one of them.");
  }
  return {
    runs: runsOf(values["--runs"] ?? (quick ? "3" : "30")),
    quick,
    counts: instructions || check || !quick,
    times: !instructions,
    check,
    renderer: values["--renderer"],
    peers: (values["--peer"] ?? []).map(parsePeer),
    binary: values["--binary"],
    svg,
    json: values["--json"] ?? false,
    help: values["--help"] ?? false,
  };
}

const SPEC = {
  "--runs": String,
  "--quick": Boolean,
  "--instructions": Boolean,
  "--check": Boolean,
  "--renderer": String,
  "--peer": [String] as [StringConstructor],
  "--binary": String,
  "--svg": String,
  "--json": Boolean,
  "--help": Boolean,
};

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    const values = arg(SPEC, { argv: [...words] });
    if (values._[0] === undefined) return values;
    throw new UsageError(`${quote(values._[0])} is not an option; deno task bench --help lists them.`);
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task bench --help.`)
      : error;
  }
}

function runsOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`${quote(text)} is not a value of --runs; use a whole number from 1.`);
}

function parsePeer(text: string): Peer {
  const [, name, command] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && command !== undefined) return { name, command };
  throw new UsageError(`${quote(text)} is not a value of --peer; use NAME=COMMAND.`);
}
