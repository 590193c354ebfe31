import assert from "node:assert/strict";
import { UsageError } from "../../lib/cli/arguments.ts";
import { parseOptions } from "./options.ts";

const THERE = new Set(["/gentoo/lib/netifrc", "/suse=15/usr/sbin/wickedd"]);

const parse = (...words: string[]) => parseOptions(words, (path) => THERE.has(path));

Deno.test("test:stacks' options: roots in the order that they are given in, and rows", () => {
  assert.deepEqual(parse("--root", "wicked=/suse=15", "--root=netifrc=/gentoo/", "--row", "IPv6"), {
    roots: [
      { stack: "wicked", directory: "/suse=15" },
      { stack: "netifrc", directory: "/gentoo" },
    ],
    row: "IPv6",
    help: false,
  });
  assert.ok(parse("--help").help);
});

const WRONG: readonly [words: readonly string[], says: RegExp][] = [
  [[], /^There is no --root STACK=DIR; STACK is one of network-scripts, wicked, netifrc\.$/],
  [["--root", "wicked"], /^"wicked" is not a value of --root; use STACK=DIR /],
  [["--root", "wicked="], /--root/],
  [["--root", "networkd=/gentoo"], /^"networkd=\/gentoo" is not a value of --root;/],
  [
    ["--root", "wicked=/gentoo"],
    /^"\/gentoo" has no wicked, as there is no \/usr\/sbin\/wickedd in it; give .*\.$/,
  ],
  [["--root", "netifrc=/gone"], /^"\/gone" has no netifrc, .*\/lib\/netifrc or \/usr\/lib\/netifrc or /],
  [["--root", "netifrc=/gentoo", "wicked=/suse=15"], /^"wicked=\/suse=15" is no option;/],
  [["--rows", "1"], /--rows.*--help/],
];

for (const [words, says] of WRONG) {
  Deno.test(`test:stacks' options: one sentence for ${JSON.stringify(words)}`, () => {
    assert.throws(() => parse(...words), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, says);
      return true;
    });
  });
}
