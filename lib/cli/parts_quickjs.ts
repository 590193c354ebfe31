/**
 * What `parts.ts` is in the static binary.
 *
 * @module
 */
import { loaded } from "../system/quickjs.ts";

export const help = (): typeof import("./help.ts") => loaded(import("./help.ts"));
export const hooks = (): typeof import("../../hooks/mod.ts") => loaded(import("../../hooks/mod.ts"));
export const planJson = (): typeof import("./plan_json.ts") => loaded(import("./plan_json.ts"));
export const planText = (): typeof import("./plan_text.ts") => loaded(import("./plan_text.ts"));
export const validate = (): typeof import("./validate.ts") => loaded(import("./validate.ts"));
