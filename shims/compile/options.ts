/**
 * The command line of `deno task compile`.
 *
 * @module
 */
import arg from "arg";
import { isAbsolute, join } from "@std/path";
import { CompileError } from "./fault.ts";

export const ARCHITECTURES = ["x86_64", "aarch64"] as const;
export type Architecture = typeof ARCHITECTURES[number];
const ENGINES = ["quickjs", "v8"] as const;

export interface CompileOptions {
  /** One hook, absolute; undefined: the program with all of them. */
  readonly hook: string | undefined;
  /** Where the result goes, absolute; undefined: `dist/bin/simple-init-ARCHITECTURE`. */
  readonly output: string | undefined;
  readonly target: Architecture;
  readonly engine: typeof ENGINES[number];
  /** The tarball of QuickJS's sources, absolute; undefined: got from the distribution. */
  readonly quickjs: string | undefined;
}

export const USAGE = `usage: deno task compile [HOOK.ts -o FILE] [OPTION …]

  -o, --output FILE   where the result goes (default dist/bin/simple-init-ARCHITECTURE)
  --target ARCH       ${ARCHITECTURES.join(" or ")} (default: this machine's)
  --quickjs FILE      the tarball of QuickJS's sources; by default apt gets it
  --engine ENGINE     quickjs: a small static binary; v8: what deno compile makes`;

/** Undefined where only the usage is wanted. Paths are relative to `directory`. Throws {@link CompileError}. */
export function parseOptions(words: readonly string[], directory: string): CompileOptions | undefined {
  const given = parseWords(words[0] === "--" ? words.slice(1) : words);
  if (given["--help"]) return undefined;
  const [hook, extra] = given._;
  if (extra !== undefined) {
    throw new CompileError(`One hook can be compiled at a time, but "${extra}" is named as well.`);
  }
  if (hook !== undefined && given["--output"] === undefined) {
    throw new CompileError(`Say where the executable of "${hook}" goes, as in -o FILE.`);
  }
  const absolute = (path: string) => isAbsolute(path) ? path : join(directory, path);
  return {
    hook: hook && absolute(hook),
    output: given["--output"] && absolute(given["--output"]),
    target: oneOf("--target", given["--target"] ?? machineArchitecture(), ARCHITECTURES),
    engine: oneOf("--engine", given["--engine"] ?? "quickjs", ENGINES),
    quickjs: given["--quickjs"] && absolute(given["--quickjs"]),
  };
}

function parseWords(argv: readonly string[]) {
  const spec = {
    "--output": String,
    "-o": "--output",
    "--target": String,
    "--quickjs": String,
    "--engine": String,
    "--help": Boolean,
  } as const;
  try {
    return arg(spec, { argv: [...argv] });
  } catch (error) {
    throw error instanceof arg.ArgError ? new CompileError(`${error.message}\n${USAGE}`) : error;
  }
}

export function machineArchitecture(): Architecture {
  return Deno.build.arch;
}

function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found !== undefined) return found;
  throw new CompileError(`"${value}" is not a value of ${option}; use ${allowed.join(" or ")}.`);
}
