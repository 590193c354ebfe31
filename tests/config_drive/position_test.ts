import assert from "node:assert/strict";
import { positionAt } from "../../lib/config_drive/position.ts";

const LONG = "x".repeat(100);

const POSITIONS: Record<
  string,
  { before: string; behind: string; line: number; column: number; excerpt: [string, string] }
> = {
  "the start": { before: "", behind: "<html>\n", line: 1, column: 1, excerpt: ["<html>", "^"] },
  "the start of an empty line": { before: "\n", behind: "\n}", line: 2, column: 1, excerpt: ["", "^"] },
  "an empty line that is the first": { before: "", behind: "\n1", line: 1, column: 1, excerpt: ["", "^"] },
  "the end": { before: "[\n  1", behind: "", line: 2, column: 4, excerpt: ["  1", "   ^"] },
  "the end of a line": { before: "[1\n2", behind: "\r\n]", line: 2, column: 2, excerpt: ["2", " ^"] },
  "within a line": { before: "[\n\n  1", behind: " 2]\n", line: 3, column: 4, excerpt: ["  1 2]", "   ^"] },
  "within a long line": {
    before: LONG,
    behind: LONG,
    line: 1,
    column: 101,
    excerpt: ["x".repeat(70), `${" ".repeat(35)}^`],
  },
  "near the start of a long line": {
    before: "\nab",
    behind: LONG,
    line: 2,
    column: 3,
    excerpt: [`ab${"x".repeat(68)}`, "  ^"],
  },
  "near the end of a long line": {
    before: LONG,
    behind: "ab\n",
    line: 1,
    column: 101,
    excerpt: [`${"x".repeat(68)}ab`, `${" ".repeat(68)}^`],
  },
  "behind characters of several units": {
    before: 'ä\ud83d\ude00"',
    behind: "!",
    line: 1,
    column: 4,
    excerpt: ['\ufffd\ufffd"!', "   ^"],
  },
  "behind the first and the last of what stands second in a pair": {
    before: "\ud83c\udc00\ud83d\udfff",
    behind: "!",
    line: 1,
    column: 3,
    excerpt: ["\ufffd\ufffd!", "  ^"],
  },
  "behind what a terminal would act on": {
    before: "\t\u001b[31m\u0000",
    behind: "\u009b\u202e\u007f",
    line: 1,
    column: 8,
    excerpt: [" \ufffd[31m\ufffd\ufffd\ufffd\ufffd", "       ^"],
  },
};

for (const [name, { before, behind, ...position }] of Object.entries(POSITIONS)) {
  Deno.test(`position: ${name}`, () => {
    assert.deepEqual(positionAt(before + behind, before.length), position);
  });
}
