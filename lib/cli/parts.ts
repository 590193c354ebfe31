/**
 * Parts of the command line that a boot does not need. A binary reads them when they are asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as helpPart from "./help.ts";
import * as planJsonPart from "./plan_json.ts";
import * as planTextPart from "./plan_text.ts";
import * as validatePart from "./validate.ts";

export const help = (): typeof helpPart => helpPart;
export const planJson = (): typeof planJsonPart => planJsonPart;
export const planText = (): typeof planTextPart => planTextPart;
export const validate = (): typeof validatePart => validatePart;
