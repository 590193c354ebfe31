/**
 * The command line: `deno task boot`, `plan` and `validate`.
 *
 * @module
 */
import { main as hook } from "../lib/cli/main.ts";
import { start } from "../lib/system/runtime.ts";

export { hook };

if (import.meta.main) start(hook);
