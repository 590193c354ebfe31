/**
 * Parts of rendering that only some machines need. A binary reads them when they are asked for
 * (shims/compile/lazy.ts).
 *
 * @module
 */
import * as limitsPart from "./limits.ts";
import * as plainPart from "./plain.ts";

export const limits = (): typeof limitsPart => limitsPart;
export const plain = (): typeof plainPart => plainPart;
