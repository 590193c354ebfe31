/**
 * The check of an image as diskimage-builder's last hook. See lib/image/check.ts.
 *
 * @module
 */
import { hook } from "../check.ts";
import { start } from "../../lib/system/runtime.ts";

export { hook };

if (import.meta.main) start(hook);
