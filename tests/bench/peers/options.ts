/**
 * Options that the benchmarks beside peers share.
 *
 * @module
 */
import arg from "arg";
import { UsageError } from "../../../lib/cli/arguments.ts";
import { quote } from "../../../lib/problem.ts";
import { isPeer, PEER_NAMES, type PeerName } from "./programs.ts";

/** Words as `spec` has them, of the task `task`. Throws {@link UsageError}. */
export function parseWords<Spec extends arg.Spec>(
  task: string,
  spec: Spec,
  words: readonly string[],
): arg.Result<Spec> {
  try {
    const values = arg(spec, { argv: [...words] });
    if (values._[0] === undefined) return values;
    throw new UsageError(`${quote(values._[0])} is not an option; deno task ${task} --help lists them.`);
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task ${task} --help.`)
      : error;
  }
}

/** Throws {@link UsageError}. */
export function runsOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new UsageError(`${quote(text)} is not a value of --runs; use a whole number from 1 to 999.`);
}

/** Throws {@link UsageError}. */
export function peerOf(text: string): PeerName {
  if (isPeer(text)) return text;
  throw new UsageError(`${quote(text)} is not a value of --peer; use one of ${PEER_NAMES.join(", ")}.`);
}
