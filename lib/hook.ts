import type { Terminal } from "./cli/terminal.ts";
import type { System } from "./system/system.ts";

/**
 * What a file of `hooks/` exports as `hook`: the words of its command line in, an exit status out. It ends with
 * `if (import.meta.main) start(hook)`, so that a runtime can run the file itself.
 */
export type Hook = (system: System, terminal: Terminal, words: readonly string[]) => number;
