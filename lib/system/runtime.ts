/**
 * The runtime that a hook runs under: Deno's, unless `deno task compile` puts `quickjs.ts` in the place of this file.
 *
 * @module
 */
export { start } from "./deno.ts";
