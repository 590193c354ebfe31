/**
 * The command line of `deno task test:stacks`.
 *
 * @module
 */
import arg from "arg";
import { join, resolve } from "@std/path";
import { UsageError } from "../../lib/cli/arguments.ts";
import { quote } from "../../lib/problem.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { RootStack } from "../online/_row.ts";

export const HELP =
  `deno task test:stacks --root STACK=DIR…: runs the rows of who is online in root file systems; as root

    --root STACK=DIR  a root file system in which the stack (network-scripts, wicked or netifrc) is installed;
                      nothing is changed in it
    --row TEXT        only rows whose name has this text`;

const ROOT_STACKS: readonly RootStack[] = ["network-scripts", "wicked", "netifrc"];

/** A root file system and the stack that is tried in it. */
export interface StackRoot {
  readonly stack: RootStack;
  /** Absolute. */
  readonly directory: string;
}

export interface Options {
  readonly roots: readonly StackRoot[];
  /** Text that is in the names of the rows to try; empty for all. */
  readonly row: string;
  readonly help: boolean;
}

/** Throws {@link UsageError}. `exists` tells whether something is at a path. */
export function parseOptions(words: readonly string[], exists: (path: string) => boolean): Options {
  const values = parseWords(words);
  const help = values["--help"] ?? false;
  const roots = (values["--root"] ?? []).map((text) => rootOf(text, exists));
  if (roots.length === 0 && !help) {
    throw new UsageError(`There is no --root STACK=DIR; STACK is one of ${ROOT_STACKS.join(", ")}.`);
  }
  return { roots, row: values["--row"] ?? "", help };
}

const SPEC = { "--root": [String], "--row": String, "--help": Boolean } satisfies arg.Spec;

function parseWords(words: readonly string[]): arg.Result<typeof SPEC> {
  try {
    const values = arg(SPEC, { argv: [...words] });
    if (values._.length === 0) return values;
    throw new UsageError(`${quote(values._[0]!)} is no option; see deno task test:stacks --help.`);
  } catch (error) {
    throw error instanceof arg.ArgError
      ? new UsageError(`${error.message}; see deno task test:stacks --help.`)
      : error;
  }
}

function rootOf(text: string, exists: (path: string) => boolean): StackRoot {
  const [, name, path] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  const stack = ROOT_STACKS.find((known) => known === name);
  if (stack === undefined || path === undefined) {
    throw new UsageError(
      `${quote(text)} is not a value of --root; use STACK=DIR with one of ${ROOT_STACKS.join(", ")}.`,
    );
  }
  const directory = resolve(path);
  const { programs } = stackOf(stack).signs;
  if (programs.some((program) => exists(join(directory, program)))) return { stack, directory };
  throw new UsageError(
    `${quote(path)} has no ${stack}, as there is no ${
      programs.join(" or ")
    } in it; give a root file system ` +
      "in which it is installed.",
  );
}
