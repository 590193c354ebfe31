/**
 * Running the programs that build.
 *
 * @module
 */
import $ from "dax";
import { CompileError } from "./fault.ts";

/** How one compiles, and links a static program, for a target. */
export interface Toolchain {
  readonly compiler: string;
  readonly compile: readonly string[];
  /** The version of musl. */
  readonly musl: string;
  /** What comes before the objects, and what behind. */
  readonly link: readonly [before: readonly string[], after: readonly string[]];
}

/** Debian's packages of the programs that a build runs. */
const PACKAGES: Readonly<Record<string, string>> = {
  "gcc": "gcc",
  "musl-gcc": "musl-tools",
  "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu",
  "x86_64-linux-gnu-gcc": "gcc-x86-64-linux-gnu",
  "apt-get": "apt",
  "dpkg-deb": "dpkg",
  "tar": "tar",
  "xz": "xz-utils",
};

/** Throws {@link CompileError} where one of the programs is missing. */
export async function requireTools(...programs: readonly string[]): Promise<void> {
  for (const program of programs) {
    if (await $.which(program) !== undefined) continue;
    throw new CompileError(`The program ${program} is missing; run apt-get install ${PACKAGES[program]}.`);
  }
}

/** Runs a program to its end in a directory. Throws {@link CompileError} with its last words where it fails. */
export async function runTool(
  directory: string,
  [program, ...args]: readonly [string, ...string[]],
): Promise<void> {
  const { code, combined } = await $`${program} ${args}`.cwd(directory).env({ LC_ALL: "C", TZ: "UTC" })
    .captureCombined()
    .quiet().noThrow();
  if (code === 0) return;
  const words = combined.trim().split("\n").slice(-5).join("\n");
  throw new CompileError(`${program} ended with exit status ${code}:\n${words}`);
}

/** What a compiler says of itself; what it made before is only good for the same one. */
export async function versionOf(compiler: string): Promise<string> {
  return await $`${compiler} --version`.env({ LC_ALL: "C" }).text();
}
