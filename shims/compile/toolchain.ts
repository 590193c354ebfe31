/**
 * The C compilers of the targets, all with musl as their library.
 *
 * @module
 */
import { type Architecture, machineArchitecture } from "./options.ts";
import { crossMusl } from "./musl.ts";
import { CompileError } from "./fault.ts";
import { requireTools, type Toolchain } from "./tools.ts";

export async function toolchainFor(target: Architecture): Promise<Toolchain> {
  if (target !== machineArchitecture()) return await crossMusl(target);
  await requireTools("gcc", "musl-gcc");
  return { compiler: "musl-gcc", compile: [], musl: await muslVersion(target), link: [[], ["-lm"]] };
}

/** What musl's dynamic loader says of itself. */
async function muslVersion(target: Architecture): Promise<string> {
  const { stderr } = await new Deno.Command(`/lib/ld-musl-${target}.so.1`, { stdin: "null" }).output();
  const version = /^Version (\S+)$/m.exec(new TextDecoder().decode(stderr))?.[1];
  if (version === undefined) throw new CompileError(`/lib/ld-musl-${target}.so.1 does not say its version.`);
  return version;
}

/** The versions of the libraries that are linked in. */
export async function librariesOf({ compiler, musl }: Toolchain): Promise<{ musl: string; libgcc: string }> {
  const { stdout } = await new Deno.Command(compiler, { args: ["-dumpfullversion"] }).output();
  return { musl, libgcc: new TextDecoder().decode(stdout).trim() };
}
