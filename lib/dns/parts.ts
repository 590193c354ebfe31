/**
 * Parts that only some targets need. A binary reads them when they are asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as networkManagerPart from "../stacks/networkmanager/dns.ts";
import * as generatedPart from "./generated.ts";
import * as problemsPart from "./problems.ts";

export const generated = (): typeof generatedPart => generatedPart;
export const networkManager = (): typeof networkManagerPart => networkManagerPart;
export const problems = (): typeof problemsPart => problemsPart;
