/**
 * One build, from the entry to the executable.
 *
 * @module
 */
import { join, relative } from "@std/path";
import { bundle } from "./bundle.ts";
import { bytecodeCompiler, compileModules } from "./bytecode.ts";
import { isThere, quickjsSources } from "./engine.ts";
import { CompileError } from "./fault.ts";
import { compileEngine, link } from "./link.ts";
import { type CompileOptions, machineArchitecture } from "./options.ts";
import { CACHE, PROJECT } from "./paths.ts";
import { type Built, bundledPackages } from "./sbom.ts";
import { librariesOf, toolchainFor } from "./toolchain.ts";

/** What went into a binary beside this project. */
export type Parts = Pick<Built, "packages" | "libraries">;

/** Builds a static binary at `output`. */
export async function buildStatic(options: CompileOptions, output: string): Promise<Parts> {
  await Deno.mkdir(CACHE, { recursive: true });
  const toolchain = await toolchainFor(options.target);
  const sources = await quickjsSources(options.quickjs);
  const compiler = await bytecodeCompiler(sources, join(CACHE, `bytecode-${machineArchitecture()}`));
  const engine = await compileEngine(sources, join(CACHE, `engine-${options.target}`), toolchain);
  const work = await Deno.makeTempDir({ dir: CACHE, prefix: "build-" });
  try {
    const modules = await bundle(
      await entryFor(options.hook, work),
      options.hook ?? join(PROJECT, "hooks/boot.ts"),
      work,
    );
    const bytecode = await compileModules(compiler, work, modules);
    await link(sources, work, engine, [bytecode], toolchain, join(work, "program"));
    await Deno.rename(join(work, "program"), output);
    return { packages: await bundledPackages(work), libraries: await librariesOf(toolchain) };
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** The program's entry, or one written for a hook of which the executable is made. */
async function entryFor(hook: string | undefined, work: string): Promise<string> {
  if (hook === undefined) return join(PROJECT, "hooks/quickjs.ts");
  if (!isThere(hook)) throw new CompileError(`There is no hook "${hook}".`);
  const path = (to: string) => JSON.stringify(relative(work, to));
  const entry = join(work, "entry.ts");
  await Deno.writeTextFile(
    entry,
    `import { hook } from ${path(hook)};\n` +
      `import { start } from ${path(join(PROJECT, "lib/system/quickjs.ts"))};\nstart(hook);\n`,
  );
  return entry;
}
