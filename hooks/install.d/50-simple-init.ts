/**
 * Kernel modules and the settings of the build. See lib/image/prepare.ts.
 *
 * @module
 */
import { imageHook } from "../../lib/image/image_hook.ts";
import { prepare } from "../../lib/image/prepare.ts";
import { start } from "../../lib/system/runtime.ts";

export const hook = imageHook(prepare);

if (import.meta.main) start(hook);
