/**
 * Parts of resolving that only some drives need. A binary reads them when they are asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as portsPart from "./ports.ts";

export const ports = (): typeof portsPart => portsPart;
