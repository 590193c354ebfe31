/**
 * What makes a plan's changes.
 *
 * @module
 */
export { applyChanges } from "./apply.ts";
export { finish } from "./finish.ts";
