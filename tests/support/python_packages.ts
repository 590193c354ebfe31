/**
 * What tests need of the Python Package Index, made once and kept. Lists pin every file by its hash.
 *
 * @module
 */
import $ from "dax";
import { basename, join } from "@std/path";
import { quote } from "../../lib/problem.ts";
import { PROJECT } from "./binary.ts";
import { lock } from "./lock.ts";

/** It is not to be had, for a reason that a person has to mend. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

export interface Wanted {
  /** The first part of the directory's name. */
  readonly name: string;
  /** Whose code it is, for the sentence that says that it is not to be had. */
  readonly what: string;
  /** Paths of lists for pip; the directory is another one when they change. */
  readonly lists: readonly string[];
  /** Lists of what is not installed: the files alone are wanted. */
  readonly files?: readonly string[];
}

/** Where it is kept, and variables for pip beside those of this process. */
export interface Options {
  readonly cache?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * The directory of a virtual environment with the packages of the first list, and with what every other list and `files`
 * name in a directory of the list's name. Throws {@link EnvironmentError}.
 */
export function virtualEnvironment(wanted: Wanted, options: Options = {}): Promise<string> {
  const lacking = "python3 makes no environment; install python3-venv";
  return kept(wanted, options, async (directory, pip) => {
    await run("python3", ["-m", "venv", "--clear", directory], lacking);
    const python = join(directory, "bin/python");
    const at = (list: string) => join(directory, basename(list).replace(/\.txt$/, ""));
    for (const [index, list] of wanted.lists.entries()) {
      const target = index === 0 ? [] : ["--target", at(list)];
      await pip(python, ["install", "--only-binary", ":all:", ...target, "--requirement", list]);
    }
    // pip asks sources what they are; with this environment's packages, and none that nobody pinned.
    for (const list of wanted.files ?? []) {
      await pip(python, ["download", "--no-build-isolation", "--dest", at(list), "--requirement", list]);
    }
  });
}

type Pip = (python: string, words: readonly string[]) => Promise<void>;

/** The programs of an environment know its path, so it is made where it stays; what is in it last says that all is. */
const COMPLETE = "complete";

async function kept(
  { name, what, lists, files = [] }: Wanted,
  { cache = join(PROJECT, "dist/cache"), variables = {} }: Options,
  make: (directory: string, pip: Pip) => Promise<void>,
): Promise<string> {
  const texts = [...lists, ...files].map((path) => Deno.readTextFileSync(path)).join("");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texts));
  const directory = join(cache, `${name}-${new Uint8Array(digest).slice(0, 6).toHex()}`);
  using _lock = lock(join(cache, `${name}.lock`));
  if ($.path(join(directory, COMPLETE)).existsSync()) return directory;
  const why = `${what} cannot be had from the Python Package Index; try it where that can be reached`;
  const options = ["--quiet", "--no-deps", "--require-hashes"];
  const pip: Pip = (python, [command = "", ...words]) =>
    run(python, ["-m", "pip", command, ...options, ...words], why, variables);
  try {
    await make(directory, pip);
    await Deno.writeTextFile(join(directory, COMPLETE), "");
  } catch (error) {
    await Deno.remove(directory, { recursive: true }).catch(() => {});
    throw error;
  }
  return directory;
}

async function run(
  program: string,
  args: readonly string[],
  why: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { code, stderr } = await new Deno.Command(program, { args: [...args], env, stdin: "null" }).output()
    .catch(() => ({ code: 127, stderr: new TextEncoder().encode("there is no such program") }));
  if (code === 0) return;
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  throw new EnvironmentError(`${why}: ${quote(lines.find((line) => /^ERROR/.test(line)) ?? lines.at(-1))}.`);
}
