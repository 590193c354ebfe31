import assert from "node:assert/strict";
import { after, secondsIn, unitCosts } from "./units.ts";

const SHOWN = `Id=glean@ens2.service
CPUUsageNSec=1500000000
InactiveExitTimestampMonotonic=7000000
ActiveEnterTimestampMonotonic=9500000

Id=network-online.target
InactiveExitTimestampMonotonic=11000000
ActiveEnterTimestampMonotonic=11000000

Id=network-pre.target
CPUUsageNSec=[not set]
InactiveExitTimestampMonotonic=10000000
ActiveEnterTimestampMonotonic=10000000

Id=glean@lo.service
CPUUsageNSec=[not set]
InactiveExitTimestampMonotonic=0
ActiveEnterTimestampMonotonic=0
`;

Deno.test("what systemctl shows of units, those that ran", () => {
  assert.deepEqual(unitCosts(SHOWN), {
    "glean@ens2.service": { start: 7, end: 9.5, cpu: 1.5 },
    "network-online.target": { start: 11, end: 11, cpu: 0 },
    "network-pre.target": { start: 10, end: 10, cpu: 0 },
  });
});

Deno.test("no unit has run", () => assert.deepEqual(unitCosts(""), {}));

Deno.test("a unit waits until udev is done with the last card before its end", () => {
  assert.deepEqual(after([1, 3, 6], { start: 2, end: 5 }), { start: 3, end: 5 });
  assert.deepEqual(after([], { start: 2, end: 5 }), { start: 2, end: 5 });
});

for (
  const [what, spans, seconds] of [
    ["none", [], 0],
    ["one after the other", [[5, 6], [1, 3]], 3],
    ["side by side", [[1, 4], [2, 5]], 4],
    ["one in the other", [[1, 9], [2, 3], [8, 10]], 9],
  ] as const
) {
  Deno.test(`seconds in spans: ${what}`, () => {
    assert.equal(secondsIn(spans.map(([start, end]) => ({ start, end }))), seconds);
  });
}
