/**
 * Links that are made of ports: only some drives have any.
 *
 * @module
 */
export * from "./bonds.ts";
export * from "./bridges.ts";
