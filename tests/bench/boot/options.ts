/**
 * The command line of `deno task bench:boot`.
 *
 * @module
 */
import { UsageError } from "../../../lib/cli/arguments.ts";
import { quote } from "../../../lib/problem.ts";
import { isStack, type Stack, STACKS } from "../../e2e/_images.ts";
import { parseWords, peerOf, runsOf } from "../peers/options.ts";
import { PEER_NAMES, type PeerName } from "../peers/programs.ts";

export const HELP = `deno task bench:boot: what the boot program costs a machine's boot, as root

An image boots for the first time, then with the configuration written, then without the program's units; with a peer
its image by turns. CPU time is the guest's own, under emulation: only its ratios mean something.

    --runs N           how often, each time from a fresh disk (default 3)
    --stack NAME       the network stack: ${STACKS.join(", ")} (default ifupdown)
    --peer NAME        compare with this program too, as its own element installs it: ${PEER_NAMES.join(", ")}
    --json             print JSON instead of a table`;

export interface Options {
  readonly runs: number;
  readonly stack: Stack;
  readonly peers: readonly PeerName[];
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
  const values = parseWords("bench:boot", SPEC, words);
  const stack = stackOf(values["--stack"] ?? "ifupdown");
  const peers = (values["--peer"] ?? []).map(peerOf);
  if (peers.length > 0 && stack !== "ifupdown") {
    throw new UsageError(`with --stack ${stack} there are no peers; they configure ifupdown.`);
  }
  return {
    runs: runsOf(values["--runs"] ?? "3"),
    stack,
    peers,
    json: values["--json"] ?? false,
    help: values["--help"] ?? false,
  };
}

function stackOf(text: string): Stack {
  if (isStack(text)) return text;
  throw new UsageError(`${quote(text)} is not a value of --stack; use one of ${STACKS.join(", ")}.`);
}
