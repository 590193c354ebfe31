/**
 * Stands in for `glean` in scripts that call it: takes its options, and does what they mean here.
 *
 * @module
 */
import { translateGlean } from "../lib/cli/glean.ts";
import { main } from "../lib/cli/main.ts";
import type { ExitStatus } from "../lib/hook.ts";
import type { Terminal } from "../lib/system/terminal.ts";
import type { System } from "../lib/system/system.ts";
import { start } from "../lib/system/runtime.ts";

export function hook(system: System, terminal: Terminal, words: readonly string[]): ExitStatus {
  const command = translateGlean(words);
  if ("fault" in command) {
    terminal.err(`glean: ${command.fault}`);
    return 2;
  }
  for (const note of command.notes) terminal.err(`note: ${note}.`);
  return main(system, terminal, command.words);
}

if (import.meta.main) start(hook);
