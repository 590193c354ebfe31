/**
 * No interface's name is hard-wired in the image any more. See lib/image/remove_interfaces.ts.
 *
 * @module
 */
import { imageHook } from "../../lib/image/image_hook.ts";
import { removeInterfaces } from "../../lib/image/remove_interfaces.ts";
import { start } from "../../lib/system/runtime.ts";

export const hook = imageHook(removeInterfaces);

if (import.meta.main) start(hook);
