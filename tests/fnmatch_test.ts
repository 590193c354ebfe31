import assert from "node:assert/strict";
import { fnmatch, isPattern } from "../lib/fnmatch.ts";

const FITS: readonly [pattern: string, fitting: string[], others: string[]][] = [
  ["eth0", ["eth0"], ["eth", "eth00", "ETH0", ""]],
  ["eth*", ["eth", "eth0", "eth0.5"], ["et", "xeth0"]],
  ["*", ["", "eth0"], []],
  ["*s*f1", ["enp1s0f1", "sf1"], ["enp1s0f10", "f1"]],
  ["*p*s*", ["enp1s0np0", "ps"], ["ens1p0", "enp1"]],
  ["eth?", ["eth0", "eth?"], ["eth", "eth10"]],
  ["eth[0-2]", ["eth0", "eth2"], ["eth3", "eth", "eth[0-2]"]],
  ["eth[!0-2x]", ["eth3", "eth-"], ["eth0", "ethx"]],
  ["eth[^0]", ["eth1"], ["eth0"]],
  ["eth[]]", ["eth]"], ["eth["]],
  ["eth[2-0]", [], ["eth1", "eth2"]],
  ["eth[0", ["eth[0"], ["eth0"]],
  ["eth\\*", ["eth*"], ["eth0"]],
  ["", [""], ["a"]],
];

for (const [pattern, fitting, others] of FITS) {
  Deno.test(`fnmatch: ${JSON.stringify(pattern)}`, () => {
    assert.deepEqual([...fitting, ...others].filter((name) => fnmatch(pattern, name)), fitting);
  });
}

Deno.test("fnmatch: many stars do not take long", () => {
  assert.equal(fnmatch("*a".repeat(200) + "b", "a".repeat(400)), false);
});

Deno.test("fnmatch: what is a pattern", () => {
  assert.deepEqual(["eth0", "eth*", "eth?", "eth[0]", "a\\b", ""].map(isPattern), [
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
});
