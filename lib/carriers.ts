/**
 * What a boot does about cables.
 *
 * @module
 */
export { awaitCarriers } from "./carrier.ts";
export { withCarriers } from "./resolve/carriers.ts";
