import assert from "node:assert/strict";
import { Place, type Problem, quote } from "../lib/problem.ts";

const [E, CLEF] = ["\\u00e9", "\\ud834\\udd1e"];

const QUOTED: readonly [value: unknown, expected: string][] = [
  ["eth0", '"eth0"'],
  ["", '""'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ["a\nb\u001b", '"a\\nb\\u001b"'],
  ["é𝄞\u007f", `"${E}${CLEF}\\u007f"`],
  ["a…", '"a…"'],
  ["x".repeat(80), `"${"x".repeat(80)}"`],
  ["x".repeat(81), `"${"x".repeat(80)}…"`],
  ["é".repeat(39), `"${E.repeat(39)}"`],
  ["é".repeat(40), `"${E.repeat(40)}"`],
  ["é".repeat(41), `"${E.repeat(40)}…"`],
  [`${"é".repeat(39)}xxxx`, `"${E.repeat(39)}xxxx"`],
  [`${"é".repeat(39)}xxxxx`, `"${E.repeat(39)}x…"`],
  [7, "7"],
  [null, "null"],
  [undefined, "undefined"],
  [true, "true"],
  [[], "[]"],
  [[1], "a list"],
  [{}, "an object"],
];

for (const [value, expected] of QUOTED) {
  Deno.test(`quote: ${expected.slice(0, 40)} (${expected.length})`, () =>
    assert.equal(quote(value), expected));
}

const KEYS: readonly [key: string | number, path: string][] = [
  ["mtu", "$.mtu"],
  ["ip_address", "$.ip_address"],
  [0, "$[0]"],
  ["0", "$.0"],
  ["bond-mode", '$["bond-mode"]'],
  [" mtu", '$[" mtu"]'],
  ["mtu ", '$["mtu "]'],
  ["", '$[""]'],
  ["x".repeat(40), `$.${"x".repeat(40)}`],
  ["x".repeat(41), `$["${"x".repeat(41)}"]`],
];

for (const [key, path] of KEYS) {
  Deno.test(`place: that of ${JSON.stringify(key)} is ${path}`, () =>
    assert.equal(Place.ofFile("x.json", []).in("$").at(key).path, path));
}

Deno.test("place: 10,000 problems are listed, and then that there are more, once", () => {
  const found: Problem[] = [];
  const place = Place.ofFile("x.json", found);
  for (let index = 0; index < 10_000; index += 1) place.at(index).note("m", "a", "key-unknown");
  assert.equal(found.at(-1)?.path, "[9999]");
  for (let more = 0; more < 3; more += 1) place.problem("m", "a", "mtu-invalid");
  assert.equal(found.length, 10_001);
  assert.deepEqual(found.at(-1), {
    ...{ severity: "problem", file: "x.json", path: "" },
    message: "there are more than 10000 problems and notes",
    action: "the others are not listed",
    code: "messages-too-many",
  });
});
