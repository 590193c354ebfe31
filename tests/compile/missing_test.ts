import assert from "node:assert/strict";
import { missingIn } from "../../shims/compile/missing.ts";
import { fromFileUrl } from "../support/paths.ts";

const MODULES: readonly [module: string, missing: string | undefined][] = [
  ["let n=Math.floor(a/2)*Math.max(b,1);", undefined],
  ["let n=2**r-1", "**"],
  ["n**=2", "**="],
  ["f(a)**(b)", "**"],
  ["let n=Math.log2(8)", "Math.log2"],
  ["let n=Math.sin(8)", "Math.sin"],
  ["let n=Math.logo", "Math.logo"],
  ["let{sin:n}=Math;", "Math"],
  ["let n=Math[a]", "Math"],
  ["class L extends Array{static get[Symbol.species](){return Array}}", "Symbol.species"],
  ["let n=Symbol.speciesOf,species=1", undefined],
  ['let n="**",r=/a**/,MyMath=1', undefined],
];

for (const [module, missing] of MODULES) {
  Deno.test(`missing: ${missing ?? "nothing"} in ${module}`, () => assert.equal(missingIn(module), missing));
}

/** What is in the place of each function that scripts may not call. */
const STUBS = Deno.readTextFileSync(fromFileUrl(new URL("../../shims/quickjs/math.c", import.meta.url)))
  .matchAll(/^OF_(?:ONE|TWO)\((\w+)\);$/gm).map(([, name]) => name!).toArray();

Deno.test("missing: the build refuses what a stub is there for, and nothing that Math has beside", () => {
  const refused = Object.getOwnPropertyNames(Math).filter((name) => missingIn(`Math.${name}()`) !== undefined)
    .filter((name) => typeof Math[name as keyof Math] === "function");
  // The engine is older than f16round and sumPrecise.
  assert.deepEqual(refused.filter((name) => !["f16round", "sumPrecise"].includes(name)).sort(), STUBS.sort());
});
