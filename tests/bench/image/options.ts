/**
 * The command line of `deno task bench:image`.
 *
 * @module
 */
import { parseWords, peerOf, runsOf } from "../peers/options.ts";
import { PEER_NAMES, type PeerName } from "../peers/programs.ts";

export const HELP =
  `deno task bench:image: what the element costs an image's build, beside an image without it, as root

    --runs N       builds of each image, by turns (default 3)
    --peer NAME    compare with this program too, as its own element installs it: ${PEER_NAMES.join(", ")}
    --json         print JSON instead of a table`;

export interface Options {
  readonly runs: number;
  readonly peers: readonly PeerName[];
  readonly json: boolean;
  readonly help: boolean;
}

const SPEC = {
  "--runs": String,
  "--peer": [String] as [StringConstructor],
  "--json": Boolean,
  "--help": Boolean,
};

/** Throws `UsageError`. */
export function parseOptions(words: readonly string[]): Options {
  const values = parseWords("bench:image", SPEC, words);
  return {
    runs: runsOf(values["--runs"] ?? "3"),
    peers: (values["--peer"] ?? []).map(peerOf),
    json: values["--json"] ?? false,
    help: values["--help"] ?? false,
  };
}
