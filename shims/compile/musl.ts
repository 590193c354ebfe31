/**
 * musl for a foreign architecture: Debian's package of it, with Debian's cross compiler, which on its own knows glibc.
 *
 * @module
 */
import { join } from "@std/path";
import { aptDownload, deriveSources, machineSuite, readSources, type Wanted } from "./apt.ts";
import { isThere } from "./engine.ts";
import { CompileError } from "./fault.ts";
import type { Architecture } from "./options.ts";
import { CACHE } from "./paths.ts";
import { requireTools, runTool, type Toolchain } from "./tools.ts";

const DEBIAN_NAMES: Readonly<Record<Architecture, string>> = { x86_64: "amd64", aarch64: "arm64" };

export async function crossMusl(target: Architecture): Promise<Toolchain> {
  const compiler = `${target}-linux-gnu-gcc`;
  await requireTools(compiler, "dpkg-deb");
  const library = await muslDirectory(target);
  const headers = join(library, `usr/include/${target}-linux-musl`);
  const objects = join(library, `usr/lib/${target}-linux-musl`);
  return {
    compiler,
    musl: /^musl-dev_([^_-]+)/.exec(muslPackage(library))![1]!,
    // The compiler's own headers come after musl's, as musl-gcc has it.
    compile: ["-nostdinc", "-isystem", headers, "-isystem", await compilerHeaders(compiler)],
    link: [
      ["-nostdlib"],
      ["-L", objects, "-lm", "-lc", "-lgcc", "-lc"],
    ],
  };
}

async function compilerHeaders(compiler: string): Promise<string> {
  const { stdout } = await new Deno.Command(compiler, { args: ["-print-file-name=include"] }).output();
  return new TextDecoder().decode(stdout).trim();
}

async function muslDirectory(target: Architecture): Promise<string> {
  const directory = join(CACHE, `musl-${target}`);
  if (isThere(join(directory, `usr/lib/${target}-linux-musl/libc.a`))) return directory;
  const wanted: Wanted = { types: "deb", suite: machineSuite(), architecture: DEBIAN_NAMES[target] };
  try {
    await aptDownload(directory, deriveSources(readSources(), wanted.suite, wanted), wanted, "musl-dev");
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new CompileError(
      `Debian's package musl-dev for ${wanted.architecture} could not be downloaded; try again with a network, ` +
        `or build on a machine of that architecture. ${error.message}`,
    );
  }
  await runTool(directory, ["dpkg-deb", "--extract", muslPackage(directory), "."]);
  return directory;
}

/** `musl-dev_VERSION_ARCHITECTURE.deb` */
function muslPackage(directory: string): string {
  return [...Deno.readDirSync(directory)].find(({ name }) => name.endsWith(".deb"))!.name;
}
