/**
 * What is used of std's `yaml` (https://jsr.io/@std/yaml). `deno.json` has this as `@std/yaml`.
 *
 * @module
 */
// @ts-types="./yaml.d.ts"
export { parse, parseAll, stringify } from "deno-std/yaml/mod.js";
