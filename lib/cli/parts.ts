/**
 * Parts of the command line that a boot does not need. The static binary reads them when they are asked for: `deno task
 * compile` puts `parts_quickjs.ts` in the place of this file.
 *
 * @module
 */
import * as hooksPart from "../../hooks/mod.ts";
import * as helpPart from "./help.ts";
import * as planJsonPart from "./plan_json.ts";
import * as planTextPart from "./plan_text.ts";
import * as validatePart from "./validate.ts";

export const help = (): typeof helpPart => helpPart;
export const hooks = (): typeof hooksPart => hooksPart;
export const planJson = (): typeof planJsonPart => planJsonPart;
export const planText = (): typeof planTextPart => planTextPart;
export const validate = (): typeof validatePart => validatePart;
