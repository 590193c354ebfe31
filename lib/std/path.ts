/**
 * What is used of std's `path` (https://jsr.io/@std/path): its POSIX half. `deno.json` has this as `@std/path`.
 *
 * @module
 */
// @ts-types="./path.d.ts"
export {
  basename,
  dirname,
  isAbsolute,
  join,
  normalize,
  relative,
  resolve,
} from "deno-std/path/posix/mod.js";
