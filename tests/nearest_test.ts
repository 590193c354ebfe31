import assert from "node:assert/strict";
import { nearestWord } from "../lib/nearest.ts";

/** With one more it is as long as a word can be. */
const LONG = "y".repeat(39);

const WORDS = ["links", "networks", "mtu", "ip_address", "bond_miimon", "netmask", LONG, "xbcdy"];

const ROWS: readonly [written: string, nearest: string | undefined][] = [
  ["link", "links"],
  ["network", "networks"],
  ["ip_adress", "ip_address"],
  ["ip-address", "ip_address"],
  ["ipadress", "ip_address"],
  ["bond-miimon", "bond_miimon"],
  ["bondmimon", "bond_miimon"],
  ["net_mask", "netmask"],
  ["mtus", "mtu"],
  ["mt", "mtu"],
  ["mm", undefined],
  ["weight", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
  [`${LONG}x`, LONG],
  [`${LONG}xx`, undefined],
  ["abcd", undefined],
  ["abcde", "xbcdy"],
  ["cdefgh", undefined],
];

for (const [written, nearest] of ROWS) {
  Deno.test(`nearestWord: ${nearest ?? "nothing"} is near to ${JSON.stringify(written.slice(0, 40))}`, () => {
    assert.equal(nearestWord(written, WORDS), nearest);
  });
}

Deno.test("nearestWord: of two that are as near the first", () => {
  assert.equal(nearestWord("abcdx", ["abcde", "abcdf"]), "abcde");
});
