/**
 * The command line: `deno task boot`, `plan` and `validate`, and `hook NAME`, which an image's build calls.
 *
 * @module
 */
import { main } from "../lib/cli/main.ts";
import type { ExitStatus } from "../lib/hook.ts";
import type { System } from "../lib/system/system.ts";
import type { Terminal } from "../lib/system/terminal.ts";
import { start } from "../lib/system/runtime.ts";
import { table } from "./parts.ts";

/** A hook has options of its own, so its words go to it as they are. */
export function hook(system: System, terminal: Terminal, words: readonly string[]): ExitStatus {
  if (words[0] === "hook") return table().runHook(system, terminal, words.slice(1));
  return main(system, terminal, words);
}

if (import.meta.main) start(hook);
