/**
 * Parts of resolving that only some drives and machines need. A binary reads them when they are asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as portsPart from "./ports.ts";
import * as rootPart from "./root.ts";

export const ports = (): typeof portsPart => portsPart;
export const root = (): typeof rootPart => rootPart;
