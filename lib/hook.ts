import type { Terminal } from "./system/terminal.ts";
import type { System } from "./system/system.ts";

/** 0: done, also when there was nothing to do. 1: done or failed with problems. 2: wrong usage. */
export type ExitStatus = 0 | 1 | 2;

/**
 * What a file of `hooks/` exports as `hook`: the words of its command line in, an exit status out. It ends with
 * `if (import.meta.main) start(hook)`, so that a runtime can run the file itself.
 */
export type Hook = (system: System, terminal: Terminal, words: readonly string[]) => ExitStatus;
