/**
 * Machines whose root is on the network, each with what it is and the cards that lead there.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type Files, ibft, MACS, rootOf } from "./_machines.ts";

export type Signs = Readonly<Record<string, readonly [files: Files, what: string, cards: readonly string[]]>>;

export function testSigns(signs: Signs): void {
  for (const [sign, [files, what, cards]] of Object.entries(signs)) {
    Deno.test(`network root: ${sign}`, () => {
      const found = rootOf(files);
      assert.equal(found?.what, what);
      assert.deepEqual([...found.cards].sort(), cards);
      assert.deepEqual([found.ports, found.made], [[], []]);
    });
    if (what === "on an iSCSI disk") continue;
    Deno.test(`network root: ${sign}, whatever the firmware has found by iSCSI`, () => {
      const found = rootOf({ ...ibft(0, MACS[0]!, 3), ...ibft(1, MACS[1]!, 3), ...files });
      assert.deepEqual([...found!.cards].sort(), cards);
    });
  }
}
