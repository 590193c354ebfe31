import assert from "node:assert/strict";
import { UsageError } from "../../lib/cli/arguments.ts";
import { type Options, parseOptions } from "./options.ts";

const parse = (...words: readonly string[]): Options => parseOptions(words, ["cli", "stacks"], 5);

Deno.test("mutation: ten mutants of each area, by a new seed, without an end", () => {
  const { perArea, seed, areas, jobs, timeout, minutes, least } = parse();
  assert.deepEqual({ perArea, seed, areas, jobs, timeout, minutes, least }, {
    perArea: 10,
    seed: 5,
    areas: [],
    jobs: 2,
    timeout: 90,
    minutes: Infinity,
    least: 0,
  });
});

Deno.test("mutation: every option has its value", () => {
  const words = "--seed 0 --per-area=3 --area cli --area stacks --minutes 1 --least 90 --out f --list";
  const { seed, perArea, areas, minutes, least, out, list } = parse(...words.split(" "));
  assert.deepEqual([seed, perArea, areas, minutes, least, out, list], [
    0,
    3,
    ["cli", "stacks"],
    1,
    90,
    "f",
    true,
  ]);
});

for (
  const [words, message] of [
    [["--area", "x"], /^There is no area "x"; use cli, stacks\.$/],
    [["--per-area", "0"], /^"0" is not a value of --per-area; use a whole number from 1 to 10000\.$/],
    [["--seed", "-1"], /--seed/],
    [["--least", "101"], /^"101" is not a value of --least; use a whole number from 0 to 100\.$/],
    [["--jobs", "two"], /^"two" is not a value of --jobs/],
    [["fast"], /^"fast" is not an option; deno task mutation --help lists them\.$/],
    [["--fast"], /--fast; see deno task mutation --help\.$/],
  ] as const
) {
  Deno.test(`mutation: wrong usage: ${words.join(" ")}`, () => {
    assert.throws(
      () => parse(...words),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  });
}
