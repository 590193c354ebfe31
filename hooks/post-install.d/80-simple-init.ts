/**
 * What starts at boot. See lib/image/enable.ts.
 *
 * @module
 */
import { imageHook } from "../../lib/image/image_hook.ts";
import { enable } from "../../lib/image/enable.ts";
import { start } from "../../lib/system/runtime.ts";

export const hook = imageHook(enable);

if (import.meta.main) start(hook);
