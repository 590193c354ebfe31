import assert from "node:assert/strict";
import { UsageError } from "../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

Deno.test("30 pairs, and 3 when it has to be quick", () => {
  assert.equal(parseOptions([]).runs, 30);
  assert.equal(parseOptions(["--quick"]).runs, 3);
  assert.equal(parseOptions(["--quick", "--runs", "7"]).runs, 7);
});

for (
  const [words, counts, times] of [
    [[], true, true],
    [["--quick"], false, true],
    [["--quick", "--check"], true, true],
    [["--instructions"], true, false],
    [["--quick", "--instructions"], true, false],
  ] as const
) {
  Deno.test(`what is measured: ${words.join(" ") || "everything"}`, () => {
    const options = parseOptions(words);
    assert.deepEqual([options.counts, options.times], [counts, times]);
  });
}

Deno.test("a peer is a name and a command, which may contain = itself", () => {
  assert.deepEqual(parseOptions(["--peer", "a=b --root={root}", "--peer=c=d"]).peers, [
    { name: "a", command: "b --root={root}" },
    { name: "c", command: "d" },
  ]);
});

for (
  const [words, message] of [
    [["--runs", "0"], /^"0" is not a value of --runs; use a whole number from 1\.$/],
    [["--runs", "1e9"], /^"1e9" is not a value of --runs/],
    [["--peer", "x"], /^"x" is not a value of --peer; use NAME=COMMAND\.$/],
    [["fast"], /^"fast" is not an option; deno task bench --help lists them\.$/],
    [["--fast"], /--fast; see deno task bench --help\.$/],
    [
      ["--instructions", "--svg", "f"],
      /^--svg plots times, but --instructions measures none; leave out one of them\.$/,
    ],
    [["--svg"], /--svg; see deno task bench --help\.$/],
  ] as const
) {
  Deno.test(`wrong usage: ${words.join(" ")}`, () => {
    assert.throws(
      () => parseOptions(words),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  });
}
