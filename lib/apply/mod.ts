/**
 * What makes a plan's changes.
 *
 * @module
 */
export { applyChanges, startApplying } from "./apply.ts";
export { finish } from "./finish.ts";
