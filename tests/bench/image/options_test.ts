import assert from "node:assert/strict";
import { UsageError } from "../../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

Deno.test("ours alone, three times", () => {
  assert.deepEqual(parseOptions([]), { runs: 3, peers: [], json: false, help: false });
});

Deno.test("beside both peers", () => {
  const { runs, peers } = parseOptions(["--peer", "glean", "--peer=cloud-init", "--runs", "5"]);
  assert.deepEqual([runs, peers], [5, ["glean", "cloud-init"]]);
});

for (
  const [words, message] of [
    [["--runs", "some"], /^"some" is not a value of --runs; use a whole number from 1 to 999\.$/],
    [["--peer", "x"], /^"x" is not a value of --peer; use one of glean, cloud-init\.$/],
    [["fast"], /^"fast" is not an option; deno task bench:image --help lists them\.$/],
  ] as const
) {
  Deno.test(`wrong: ${words.join(" ")}`, () => {
    assert.throws(() => parseOptions(words), { name: UsageError.name, message });
  });
}
