/**
 * The command line of `deno task bench:boot`.
 *
 * @module
 */
import arg from "arg";
import { UsageError } from "../../../lib/cli/arguments.ts";
import { quote } from "../../../lib/problem.ts";
import { isStack, type Stack, STACKS } from "../../e2e/_images.ts";

export const HELP = `deno task bench:boot: what the boot program costs a machine's boot, as root

The same disk boots by turns with its units and without them, the network being configured in both. CPU time is the
guest's own, under emulation: only its ratios mean something.

    --runs N           pairs of boots (default 5)
    --stack NAME       the image: ${STACKS.join(", ")} (default ifupdown)
    --peer NAME=DIR    compare with this program too; DIR is a tree to lay over the image, with its units enabled
    --json             print JSON instead of a table`;

export interface Peer {
  readonly name: string;
  readonly tree: string;
}

export interface Options {
  readonly runs: number;
  readonly stack: Stack;
  readonly peers: readonly Peer[];
  readonly json: boolean;
  readonly help: boolean;
}

const SPEC = {
  "--runs": String,
  "--stack": String,
  "--peer": [String] as [StringConstructor],
  "--json": Boolean,
  "--help": Boolean,
};

/** Throws {@link UsageError}. */
export function parseOptions(words: readonly string[]): Options {
  const values = parseWords(words);
  return {
    runs: runsOf(values["--runs"] ?? "5"),
    stack: stackOf(values["--stack"] ?? "ifupdown"),
    peers: (values["--peer"] ?? []).map(peerOf),
    json: values["--json"] ?? false,
    help: values["--help"] ?? false,
  };
}

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    const values = arg(SPEC, { argv: [...words] });
    if (values._[0] === undefined) return values;
    throw new UsageError(`${quote(values._[0])} is not an option; deno task bench:boot --help lists them.`);
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task bench:boot --help.`)
      : error;
  }
}

function runsOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new UsageError(`${quote(text)} is not a value of --runs; use a whole number from 1 to 999.`);
}

function stackOf(text: string): Stack {
  if (isStack(text)) return text;
  throw new UsageError(`${quote(text)} is not a value of --stack; use one of ${STACKS.join(", ")}.`);
}

function peerOf(text: string): Peer {
  const [, name, tree] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && tree !== undefined) return { name, tree };
  throw new UsageError(`${quote(text)} is not a value of --peer; use NAME=DIR.`);
}
