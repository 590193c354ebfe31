/**
 * The command line under Deno: `deno task boot`, `plan` and `validate`.
 *
 * @module
 */
import { main } from "../lib/cli/main.ts";
import { denoSystem, denoTerminal } from "../lib/system/deno.ts";

Deno.exitCode = main(denoSystem, denoTerminal(), Deno.args);
