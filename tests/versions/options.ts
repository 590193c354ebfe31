/**
 * The command line of `deno task versions`.
 *
 * @module
 */
import arg from "arg";
import { basename, resolve } from "@std/path";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";
import { type Suite, SUITES } from "./suites.ts";

const NAMES = SUITES.map(({ name }) => name);

export const HELP =
  `deno task versions: what each suite's own programs make of what is written for them; as root

    --suite NAME  only this one (${NAMES.join(", ")}), or several; its root file system is made with
                  mmdebstrap from the servers of this machine's apt, and kept below XDG_CACHE_HOME
    --root DIR    a root file system of yours, with the same packages; nothing is changed in it
    --only WHAT   readers: every case, read by the stacks; rows: one row of each kind of who is online
    --row TEXT    only rows whose name has this text`;

const PARTS = ["readers", "rows"] as const;

export type Part = typeof PARTS[number];

export interface Options {
  readonly suites: readonly Suite[];
  /** Ready root file systems by their names. */
  readonly roots: ReadonlyMap<string, string>;
  readonly parts: readonly Part[];
  /** Text that is in the names of the rows to try; empty for all. */
  readonly row: string;
  readonly help: boolean;
}

/** Throws {@link UsageError}. `exists` tells whether something is at a path. */
export function parseOptions(words: readonly string[], exists: (path: string) => boolean): Options {
  const values = parseWords(words);
  const roots = (values["--root"] ?? []).map((text) => rootOf(text, exists));
  const names = values["--suite"] ?? (roots.length === 0 ? NAMES : []);
  const only = values["--only"];
  return {
    suites: names.map(suiteOf),
    roots: new Map(roots),
    parts: only === undefined ? PARTS : [partOf(only)],
    row: values["--row"] ?? "",
    help: values["--help"] ?? false,
  };
}

const SPEC = {
  "--suite": [String],
  "--root": [String],
  "--only": String,
  "--row": String,
  "--help": Boolean,
} satisfies arg.Spec;

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    const values = arg(SPEC, { argv: [...words] });
    if (values._.length === 0) return values;
    throw new UsageError(`${quote(values._[0]!)} is no option; see deno task versions --help.`);
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task versions --help.`)
      : error;
  }
}

function suiteOf(name: string): Suite {
  const suite = SUITES.find((known) => known.name === name);
  if (suite !== undefined) return suite;
  throw new UsageError(`${quote(name)} is not a value of --suite; use one of ${NAMES.join(", ")}.`);
}

function partOf(text: string): Part {
  const part = PARTS.find((known) => known === text);
  if (part !== undefined) return part;
  throw new UsageError(`${quote(text)} is not a value of --only; use one of ${PARTS.join(", ")}.`);
}

function rootOf(text: string, exists: (path: string) => boolean): [name: string, directory: string] {
  const directory = resolve(text);
  if (exists(`${directory}/usr/bin/dpkg-query`)) return [basename(directory), directory];
  throw new UsageError(
    `${quote(text)} is no root file system of Debian's, as there is no usr/bin/dpkg-query in it; ` +
      "give one in which the stacks are installed.",
  );
}
