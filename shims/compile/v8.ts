/**
 * The same program with Deno's runtime in it, for those who want that: some 90 MB, and it needs glibc.
 *
 * @module
 */
import $ from "dax";
import { CompileError } from "./fault.ts";
import type { CompileOptions } from "./options.ts";
import { join } from "@std/path";
import { PROJECT } from "./paths.ts";

const HELP =
  "Its runtime comes from a server that cannot be reached here: get the file denort of the same version of " +
  "Deno for the target in another way, and name it in the environment, as in DENORT_BIN=/path/to/denort deno task compile " +
  "--engine v8.";

/** Compiles with `deno compile`. Throws {@link CompileError}. */
export async function buildWithV8({ hook, target }: CompileOptions, output: string): Promise<void> {
  const flags = ["--quiet", "--no-prompt", "--allow-all", "--target", `${target}-unknown-linux-gnu`];
  const entry = hook ?? join(PROJECT, "hooks/boot.ts");
  const { code, stderr } = await $`${Deno.execPath()} compile ${flags} --output ${output} ${entry}`
    .cwd(PROJECT).env({ NO_COLOR: "1" }).stdout("null").stderr("piped").noThrow();
  if (code === 0) return;
  const help = /denort|download/i.test(stderr) ? ` ${HELP}` : "";
  throw new CompileError(`deno compile failed.${help}\n${stderr.trim()}`);
}
