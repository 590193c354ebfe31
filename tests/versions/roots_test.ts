import assert from "node:assert/strict";
import { cacheDirectory, mmdebstrapWords } from "./roots.ts";
import { packagesOf, SUITES } from "./suites.ts";
import { upstreamVersion } from "./tools.ts";

const CACHES: readonly [variables: Record<string, string>, directory: string][] = [
  [{ XDG_CACHE_HOME: "/cache", HOME: "/home/me" }, "/cache/simple-init/versions"],
  [{ XDG_CACHE_HOME: "", HOME: "/home/me" }, "/home/me/.cache/simple-init/versions"],
  [{}, "/var/cache/simple-init/versions"],
];

for (const [variables, directory] of CACHES) {
  Deno.test(`versions' roots: kept with ${JSON.stringify(variables)}`, () => {
    assert.equal(cacheDirectory((name) => variables[name]), directory);
  });
}

for (const suite of SUITES) {
  Deno.test(`versions' roots: ${suite.name} is made with its packages, from what is on standard input`, () => {
    const words = mmdebstrapWords(suite, "/somewhere");
    assert.deepEqual(words.slice(-3), [suite.name, "/somewhere", "-"]);
    assert.ok(words.includes(`--include=${packagesOf(suite).join()}`));
    assert.equal(words.some((word) => word.startsWith("--setup-hook=")), suite.name === "bullseye");
  });
}

const VERSIONS: readonly [debian: string, upstream: string][] = [
  ["247.3-7+deb11u5", "247.3"],
  ["1:10.1.0-11+deb13u2", "10.1.0"],
  ["0.8.45+nmu1+b1", "0.8.45"],
  ["257.13-1~deb13u1", "257.13"],
  ["4.4.3-P1-2", "4.4.3-P1"],
];

for (const [debian, upstream] of VERSIONS) {
  Deno.test(`versions' tools: ${debian} is ${upstream}`, () =>
    assert.equal(upstreamVersion(debian), upstream));
}
