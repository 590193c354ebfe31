import assert from "node:assert/strict";
import { UsageError } from "../../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

Deno.test("ours alone, three times, under ifupdown", () => {
  assert.deepEqual(parseOptions([]), { runs: 3, stack: "ifupdown", peers: [], json: false, help: false });
});

Deno.test("beside both peers", () => {
  const { peers } = parseOptions(["--peer", "glean", "--peer=cloud-init"]);
  assert.deepEqual(peers, ["glean", "cloud-init"]);
});

for (
  const [words, message] of [
    [["--runs", "0"], /^"0" is not a value of --runs; use a whole number from 1 to 999\.$/],
    [["--stack", "wicked"], /^"wicked" is not a value of --stack; use one of ifupdown, /],
    [["--peer", "x"], /^"x" is not a value of --peer; use one of glean, cloud-init\.$/],
    [["--peer", "glean", "--stack", "networkd"], /^with --stack networkd there are no peers; /],
    [["fast"], /^"fast" is not an option; deno task bench:boot --help lists them\.$/],
    [["--fast"], /--fast; see deno task bench:boot --help\.$/],
  ] as const
) {
  Deno.test(`wrong: ${words.join(" ")}`, () => {
    assert.throws(() => parseOptions(words), { name: UsageError.name, message });
  });
}
