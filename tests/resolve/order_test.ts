import assert from "node:assert/strict";
import { byNumberedText } from "../../lib/resolve/order.ts";
import { nic, resolveDocument } from "../support/documents.ts";

const ROWS: readonly (readonly string[])[] = [
  ["eth2", "eth10"],
  ["eth9", "eth10", "eth11", "eth100"],
  ["ens3", "ens3f0", "ens3f1", "ens21"],
  ["enp1s0", "enp1s10", "enp2s0"],
  ["enp10s0", "ens2"],
  ["a", "a1", "b"],
  ["eth1", "eth01f0"],
  ["eth1", "eth01"].sort(),
];

for (const names of ROWS) {
  Deno.test(`byNumberedText: ${names.join(", ")}`, () => {
    assert.deepEqual([...names].reverse().sort(byNumberedText), names);
    assert.deepEqual([...names].sort(byNumberedText), names);
  });
}

Deno.test("resolve: a card that comes later leaves the fallbacks their metrics, be it the tenth", () => {
  const cards = [8, 9, 10].map((number) => nic(`eth${number}`, `52:54:00:00:00:${number + 10}`));
  const metrics = (count: number) => {
    const { links } = resolveDocument({ links: [], networks: [] }, cards.slice(0, count));
    return Object.fromEntries([...links].map(([name, { learnedMetric }]) => [name, learnedMetric]));
  };
  assert.deepEqual(metrics(2), { eth8: 100, eth9: 200 });
  assert.deepEqual(metrics(3), { eth8: 100, eth9: 200, eth10: 300 });
});
