import assert from "node:assert/strict";
import { assignment, formatAssignments, readAssignments } from "../../lib/stacks/_shell.ts";

const READ: readonly [text: string, expected: Record<string, string>][] = [
  ["", {}],
  ["A=b\n", { A: "b" }],
  ["A=b", { A: "b" }],
  ["A=\n", { A: "" }],
  ["A=b\nA=\n", { A: "" }],
  [' \tA="b c"\n', { A: "b c" }],
  ["A='b c'\n", { A: "b c" }],
  ["A=''\n", { A: "" }],
  ['A=""\n', { A: "" }],
  ['A="b\\"c"\n', { A: 'b\\"c' }],
  ['A="b\nc"\n', { A: "b\nc" }],
  ["A=(b c)\n", { A: "b c" }],
  ["A=( 'b'\n  'c' )\n", { A: " 'b'\n  'c' " }],
  ["A=()\n", { A: "" }],
  ["A=b#c\n", { A: "b" }],
  ["A=b # c\n", { A: "b" }],
  ["A=b;C=d\n", { A: "b" }],
  ["export A=b\n", { A: "b" }],
  ["export \t A=b\n", { A: "b" }],
  ["exports A=b\n", {}],
  ["exportA=b\n", { exportA: "b" }],
  ["# A=b\n", {}],
  ["_A1=b\n", { _A1: "b" }],
  ["1A=b\n", {}],
  ["A-B=c\n", {}],
  ["A =b\n", {}],
  ["A=b\nC=d\n", { A: "b", C: "d" }],
];

for (const [text, expected] of READ) {
  Deno.test(`shell: ${JSON.stringify(text)} sets ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(Object.fromEntries(readAssignments(text)), expected));
}

const WRITTEN: readonly [value: string, text: string][] = [
  ["b c", 'A="b c"'],
  ["", 'A=""'],
  ['"', 'A="\\""'],
  ["$(b)", 'A="\\$(b)"'],
  ["`b`", 'A="\\`b\\`"'],
  ["\\", 'A="\\\\"'],
  ["'#;!", 'A="\'#;!"'],
];

for (const [value, text] of WRITTEN) {
  Deno.test(`shell: ${JSON.stringify(value)} is written as ${text}`, () =>
    assert.equal(assignment("A", value), text));
}

Deno.test("shell: what has no value is left out", () => {
  assert.equal(formatAssignments([["A", "b"], ["C", undefined], ["D", ""]]), 'A="b"\nD=""\n');
});
