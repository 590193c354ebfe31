/**
 * Running the program within the test's own process.
 *
 * @module
 */
import { hook } from "../../hooks/boot.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import type { System } from "../../lib/system/system.ts";
import type { Run } from "./cases.ts";

/** Runs the program on a system, by default Deno's, and keeps what it prints. */
export function runHere(words: readonly string[], system: System = denoSystem): Run {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    color: false,
  };
  const status = hook(system, terminal, words);
  return { status, out: out.join("\n"), err: err.join("\n") };
}
