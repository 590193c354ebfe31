/**
 * The C compilers of the targets, all with musl as their library.
 *
 * @module
 */
import { type Architecture, machineArchitecture } from "./options.ts";
import { crossMusl } from "./musl.ts";
import { requireTools } from "./tools.ts";

/** How one compiles, and links a static program, for a target. */
export interface Toolchain {
  readonly compiler: string;
  readonly compile: readonly string[];
  /** What comes before the objects, and what behind. */
  readonly link: readonly [before: readonly string[], after: readonly string[]];
}

export async function toolchainFor(target: Architecture): Promise<Toolchain> {
  if (target !== machineArchitecture()) return await crossMusl(target);
  await requireTools("gcc", "musl-gcc");
  return { compiler: "musl-gcc", compile: [], link: [["-static"], ["-lm"]] };
}
