import assert from "node:assert/strict";
import { UsageError } from "../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

const parse = (words: string) =>
  parseOptions(words.split(" ").filter((word) => word !== ""), ["faults", "mount"], 9);
const PLAIN = { attacks: [], scale: 1, seed: 9, help: false };

Deno.test("trust's options: what they are by default, and what each changes", () => {
  assert.deepEqual(parse(""), PLAIN);
  assert.deepEqual(parse("--seed 4294967295 mount --scale 0.5"), {
    ...PLAIN,
    attacks: ["mount"],
    scale: 0.5,
    seed: 0xffffffff,
  });
  const { scale } = parse("--quick");
  assert.ok(scale > 0 && scale < 1);
  assert.equal(parse("--quick --scale 2").scale, 2);
  assert.ok(parse("--help").help);
});

const WRONG: readonly [words: string, says: RegExp][] = [
  ["mounts", /^There is no attack "mounts"; use faults, mount\.$/],
  ["--scale 0", /^"0" is not a value of --scale;/],
  ["--scale -1", /--scale/],
  ["--scale fast", /^"fast" is not a value of --scale;/],
  ["--seed 4294967296", /^"4294967296" is not a value of --seed;/],
  ["--seed x", /^"x" is not a value of --seed;/],
  ["--fast", /--fast.*--help/],
];

for (const [words, says] of WRONG) {
  Deno.test(`trust's options: ${words} is refused`, () => {
    assert.throws(() => parse(words), (error) => error instanceof UsageError && says.test(error.message));
  });
}
