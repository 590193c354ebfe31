/**
 * Says what is in the way of the network in an image, or in any root. See lib/image/check.ts.
 *
 * @module
 */
import { check } from "../lib/image/check.ts";
import { imageHook } from "../lib/image/image_hook.ts";
import { start } from "../lib/system/runtime.ts";

export const hook = imageHook(check);

if (import.meta.main) start(hook);
