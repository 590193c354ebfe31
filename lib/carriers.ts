/**
 * What a boot does about cables, and how it tells a hypervisor's cards.
 *
 * @module
 */
export { awaitCarriers, isMadeUp } from "./carrier.ts";
export { withCarriers } from "./resolve/carriers.ts";
