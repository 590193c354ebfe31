import assert from "node:assert/strict";
import { UsageError } from "../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

const parse = (...words: string[]) => parseOptions(words, ["nova 34", "Metal3"], 9);
const PLAIN = { producers: [], count: 200, seed: 9, help: false };

Deno.test("producers' options: what they are by default, and what each changes", () => {
  assert.deepEqual(parse(), PLAIN);
  assert.deepEqual(parse("--seed", "4294967295", "nova 34", "--count", "1"), {
    ...PLAIN,
    producers: ["nova 34"],
    count: 1,
    seed: 0xffffffff,
  });
  assert.ok(parse("--help").help);
});

const WRONG: readonly [words: string[], says: RegExp][] = [
  [["nova"], /^There is no producer "nova"; use "nova 34", "Metal3"\.$/],
  [["--count", "0"], /^"0" is not a value of --count; use a whole number from 1 to 1000000\.$/],
  [["--count", "many"], /^"many" is not a value of --count;/],
  [["--seed", "4294967296"], /^"4294967296" is not a value of --seed;/],
  [["--seed", "-1"], /--seed/],
  [["--fast"], /--fast.*--help/],
];

for (const [words, says] of WRONG) {
  Deno.test(`producers' options: ${words.join(" ")} is refused`, () => {
    assert.throws(() => parse(...words), (error) => error instanceof UsageError && says.test(error.message));
  });
}
