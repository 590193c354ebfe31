/**
 * The static binary as a black box.
 *
 * @module
 */
import { join } from "@std/path";
import type { Run, Runner } from "./cases.ts";
import { lock } from "./lock.ts";
import { fromFileUrl } from "./paths.ts";

export const PROJECT = fromFileUrl(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** `deno task compile` in a project's directory; by default this one's. Fails with what it said. */
export function compile(words: readonly string[], project: string = PROJECT): void {
  using _lock = lock(join(project, "dist/compile.lock"));
  const { status, err } = runCompile(words, project);
  if (status !== 0) throw new Error(err);
}

export function runCompile(words: readonly string[], project: string = PROJECT): Run {
  return execute(Deno.execPath(), [
    "run",
    "--allow-all",
    "--quiet",
    join(project, "shims/compile.ts"),
    ...words,
  ]);
}

/** Builds the binary and returns its path. It takes seconds unless the engine has to be built. */
export function buildBinary(target: string = Deno.build.arch): string {
  compile(["--target", target]);
  return join(PROJECT, `dist/bin/simple-init-${target}`);
}

/** Runs a program to its end. */
export function execute(program: string, args: readonly string[], options: Deno.CommandOptions = {}): Run {
  const { code, stdout, stderr } = new Deno.Command(program, { stdin: "null", ...options, args: [...args] })
    .outputSync();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).replace(/\n$/, ""));
  return { status: code, out: out!, err: err! };
}

/** A runner of the program for the cases; `emulator` runs one of another architecture. */
export function binaryRunner(binary: string, emulator: readonly string[] = []): Runner {
  const [program, ...before] = [...emulator, binary];
  return (words) => execute(program!, [...before, ...words]);
}
