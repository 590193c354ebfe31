/**
 * JavaScript modules to QuickJS's bytecode, as C.
 *
 * @module
 */
import { join } from "@std/path";
import { cacheKey, isThere, QUICKJS } from "./engine.ts";
import { CHANGES } from "./faster.ts";
import { engineFiles } from "./link.ts";
import { SHELL } from "./paths.ts";
import { requireTools, runTool, versionOf } from "./tools.ts";

/** The program that compiles to bytecode, built for this machine and kept in `directory`. */
export async function bytecodeCompiler(sources: string, directory: string): Promise<string> {
  await requireTools("gcc");
  const own = ["bytecode.c", "pack.c", "pack.h"].map((name) => join(SHELL, "build", name));
  const texts = await Promise.all(own.map((path) => Deno.readTextFile(path)));
  const key = await cacheKey([await versionOf("gcc"), QUICKJS.files, ...CHANGES.flat(), ...texts]);
  const program = join(directory, key);
  if (isThere(program)) return program;
  await Deno.mkdir(directory, { recursive: true });
  const files = [
    ...own.filter((path) => path.endsWith(".c")),
    ...await engineFiles(sources, `${program}.sources`),
  ];
  const flags = ["-O1", "-w", "-fwrapv", "-D_GNU_SOURCE", '-DCONFIG_VERSION=""', `-I${sources}`];
  await runTool(directory, ["gcc", ...flags, "-o", `${program}.new`, ...files, "-lm"]);
  await Deno.rename(`${program}.new`, program);
  return program;
}

/**
 * Compiles the modules in `work`, the entry first, to one C file there; returns its name. The largest one, which every boot
 * reads, is not packed.
 */
export async function compileModules(
  compiler: string,
  work: string,
  modules: readonly string[],
): Promise<string> {
  const sizes = new Map(modules.map((name) => [name, Deno.statSync(join(work, name)).size]));
  const largest = modules.toSorted((a, b) => sizes.get(b)! - sizes.get(a)!)[0]!;
  await runTool(work, [compiler, "bytecode.c", largest, ...modules]);
  return "bytecode.c";
}
