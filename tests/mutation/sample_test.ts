import assert from "node:assert/strict";
import { randomOf } from "../trust/random.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { byTurns, sampleMutants } from "./sample.ts";

const SOURCE = Array.from({ length: 40 }, (_, line) => `if (a${line} < ${line}) f(true, "b", [c, d]);`).join(
  "\n",
);
const MUTANTS = mutantsOf("lib/a.ts", SOURCE);

function sampled(seed: number, count: number, accepts: (mutant: Mutant) => boolean = () => true): Mutant[] {
  return sampleMutants(randomOf(seed), MUTANTS, count, accepts);
}

Deno.test("sample: the same seed gives the same mutants, another seed others", () => {
  assert.deepEqual(sampled(1, 20), sampled(1, 20));
  assert.notDeepEqual(sampled(1, 20), sampled(2, 20));
});

Deno.test("sample: a larger one begins with the smaller one", () => {
  assert.deepEqual(sampled(1, 20).slice(0, 5), sampled(1, 5));
});

Deno.test("sample: as many as are wanted, no two on a line", () => {
  assert.equal(sampled(1, 20).length, 20);
  const lines = sampled(1, 1000).map(({ line }) => line);
  assert.equal(new Set(lines).size, lines.length);
  assert.equal(lines.length, 40);
});

Deno.test("sample: by turns one of each operator", () => {
  const operators = new Set(MUTANTS.map(({ operator }) => operator));
  const first = sampled(3, operators.size).map(({ operator }) => operator);
  assert.deepEqual(new Set(first), operators);
});

Deno.test("sample: only what is accepted", () => {
  const chosen = sampled(1, 1000, ({ operator }) => operator === "boolean");
  assert.ok(chosen.length > 0 && chosen.every(({ operator }) => operator === "boolean"));
});

Deno.test("by turns: one of each list, until all are empty", () => {
  assert.deepEqual(byTurns([[1, 2, 3], [], [4], [5, 6]]), [1, 4, 5, 2, 6, 3]);
  assert.deepEqual(byTurns([]), []);
});
