/**
 * Parts that only some targets need. A binary reads them when they are asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as generatedPart from "./generated.ts";
import * as networkManagerPart from "./network_manager.ts";
import * as problemsPart from "./problems.ts";
import * as resolvedPart from "./resolved.ts";

export const generated = (): typeof generatedPart => generatedPart;
export const networkManager = (): typeof networkManagerPart => networkManagerPart;
export const problems = (): typeof problemsPart => problemsPart;
export const resolved = (): typeof resolvedPart => resolvedPart;
