/**
 * Parts of reading a drive that only some drives need. A binary reads them when they are asked for
 * (shims/compile/lazy.ts).
 *
 * @module
 */
import * as portsPart from "./ports.ts";
import * as ignoredPart from "./ignored.ts";
import * as volumesPart from "./volumes.ts";

export const ports = (): typeof portsPart => portsPart;
export const ignored = (): typeof ignoredPart => ignoredPart;
export const volumes = (): typeof volumesPart => volumesPart;
