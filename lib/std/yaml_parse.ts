/**
 * The half of `yaml.ts` that reads, for a binary, which seldom needs it.
 *
 * @module
 */
// @ts-types="./yaml.d.ts"
export { parseAll } from "deno-std/yaml/parse.js";
