import assert from "node:assert/strict";
import { below, randomOf, sample } from "./random.ts";

Deno.test("random: the same seed gives the same numbers, another one others, all from 0 to below 1", () => {
  const numbers = (seed: number) => Array.from({ length: 1000 }, randomOf(seed));
  assert.deepEqual(numbers(7), numbers(7));
  assert.notDeepEqual(numbers(7), numbers(8));
  assert.ok(numbers(7).every((number) => number >= 0 && number < 1));
  const mean = numbers(7).reduce((sum, number) => sum + number, 0) / 1000;
  assert.ok(Math.abs(mean - 0.5) < 0.05, `${mean}`);
});

Deno.test("random: below reaches every number and no other", () => {
  const random = randomOf(1);
  const seen = new Set(Array.from({ length: 200 }, () => below(random, 5)));
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4]);
});

const ITEMS = Array.from({ length: 1000 }, (_, index) => index);

Deno.test("sample: all of it from 1 on, at least one, and otherwise about the share, in order", () => {
  assert.deepEqual(sample(randomOf(1), ITEMS, 1), ITEMS);
  assert.equal(sample(randomOf(1), ITEMS, 0).length, 1);
  assert.deepEqual(sample(randomOf(1), [], 0.5), []);
  const tenth = sample(randomOf(1), ITEMS, 0.1);
  assert.ok(tenth.length > 60 && tenth.length < 140, `${tenth.length}`);
  assert.deepEqual(tenth, tenth.toSorted((a, b) => a - b));
});
