import assert from "node:assert/strict";
import { UsageError } from "../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

const parse = (...words: string[]) =>
  parseOptions(words, (path) => path === "/roots/mine/usr/bin/dpkg-query");

Deno.test("versions' options: all suites, and all of each", () => {
  const { suites, roots, parts } = parse();
  assert.deepEqual(suites.map(({ name }) => name), ["bullseye", "bookworm", "trixie", "sid"]);
  assert.deepEqual([[...roots], parts], [[], ["readers", "rows"]]);
});

Deno.test("versions' options: suites in the order that they are given in", () => {
  const { suites, parts, row } = parse(
    "--suite",
    "sid",
    "--suite=bookworm",
    "--only",
    "rows",
    "--row",
    "IPv6",
  );
  assert.deepEqual([suites.map(({ name }) => name), parts, row], [["sid", "bookworm"], ["rows"], "IPv6"]);
});

Deno.test("versions' options: a ready root stands in for the suites", () => {
  const { suites, roots } = parse("--root", "/roots/mine/");
  assert.deepEqual([suites, [...roots]], [[], [["mine", "/roots/mine"]]]);
  assert.ok(parse("--help").help);
});

const WRONG: readonly [words: readonly string[], says: RegExp][] = [
  [["--suite", "woody"], /^"woody" is not a value of --suite; use one of bullseye, bookworm, trixie, sid\.$/],
  [["--only", "writers"], /^"writers" is not a value of --only; use one of readers, rows\.$/],
  [["--root", "/gone"], /^"\/gone" is no root file system of Debian's, .*dpkg-query.*; give one /],
  [["trixie"], /^"trixie" is no option; see deno task versions --help\.$/],
  [["--suites", "sid"], /--suites.*--help/],
];

for (const [words, says] of WRONG) {
  Deno.test(`versions' options: one sentence for ${JSON.stringify(words)}`, () => {
    assert.throws(() => parse(...words), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, says);
      return true;
    });
  });
}
