import assert from "node:assert/strict";
import { compare, median, spreadOf } from "./statistics.ts";

Deno.test("the median is the middle value, or the mean of the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 1, 2, 4]), 3);
  assert.equal(median([7]), 7);
});

Deno.test("numbers are sorted as numbers", () => {
  assert.equal(median([100, 20, 3]), 20);
});

Deno.test("no values have no median", () => {
  assert.ok(Number.isNaN(median([])));
});

Deno.test("a spread has the extremes and the median", () => {
  assert.deepEqual(spreadOf([5, 1, 3]), { min: 1, median: 3, max: 5 });
});

Deno.test("ratios are those of each pair, not of the medians", () => {
  const { ratio, microseconds, runs } = compare([[20, 10], [300, 100], [40, 10]]);
  assert.deepEqual(ratio, { min: 2, median: 3, max: 4 });
  assert.deepEqual(microseconds, [40, 10]);
  assert.equal(runs, 3);
});
