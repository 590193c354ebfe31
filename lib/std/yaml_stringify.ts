/**
 * The half of `yaml.ts` that writes, for a binary.
 *
 * @module
 */
// @ts-types="./yaml.d.ts"
export { stringify } from "deno-std/yaml/stringify.js";
