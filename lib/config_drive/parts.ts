/**
 * Parts of reading a drive that only some drives need. A binary reads them when they are asked for
 * (shims/compile/lazy.ts).
 *
 * @module
 */
import * as bondsPart from "./bonds.ts";

export const bonds = (): typeof bondsPart => bondsPart;
