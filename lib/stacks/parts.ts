/**
 * Parts of rendering that only some networks need. A binary reads them when they are asked for
 * (shims/compile/lazy.ts).
 *
 * @module
 */
import * as bondOptionsPart from "../bond_options.ts";
import * as dnsPart from "../dns/files.ts";

export const bondOptions = (): typeof bondOptionsPart => bondOptionsPart;
export const dns = (): typeof dnsPart => dnsPart;
