/**
 * The static binary: every command and hook in one program, each read when it is asked for.
 *
 * @module
 */
import type { Hook } from "../lib/hook.ts";
import { loaded, start } from "../lib/system/quickjs.ts";
import { VERSION } from "../lib/version.ts";

/** The version needs nothing else of the program. */
const hook: Hook = (system, terminal, words) => {
  if (words.join() !== "version") return loaded(import("./boot.ts")).hook(system, terminal, words);
  terminal.out(`simple-init ${VERSION}`);
  return 0;
};

start(hook);
