import assert from "node:assert/strict";
import { parse, parseAll, stringify } from "@std/yaml";
import fc from "fast-check";

Deno.test("std: stringify writes as it is documented, and parse reads it", () => {
  const value = { foo: "bar", baz: ["qux", "quux"] };
  const text = "foo: bar\nbaz:\n  - qux\n  - quux\n";
  assert.equal(stringify(value), text);
  assert.deepEqual(parse(text), value);
  assert.deepEqual(parseAll("---\nid: 1\n---\nid: 2\n"), [{ id: 1 }, { id: 2 }]);
});

const SCHEMAS: readonly [text: string, byDefault: unknown, failsafe: unknown][] = [
  ["1_000", 1000, "1_000"],
  ["0x1f", 31, "0x1f"],
  ["010", 8, "010"],
  ["1e3", 1000, "1e3"],
  ["~", null, "~"],
  ["true", true, "true"],
  ["2001-12-14", new Date("2001-12-14"), "2001-12-14"],
  ["yes", "yes", "yes"],
  ["0o17", "0o17", "0o17"],
];

for (const [text, byDefault, failsafe] of SCHEMAS) {
  Deno.test(`std: parse takes ${text} for ${JSON.stringify(byDefault)}, or for a text`, () => {
    assert.deepEqual([parse(text), parse(text, { schema: "failsafe" })], [byDefault, failsafe]);
  });
}

/** What readers of one version of YAML or another take for something else than a text. */
const MISREAD = [
  ...["yes", "No", "on", "OFF", "y", "N", "true", "False", "null", "~", "", "1_000", "0x1f", "010", "0b11"],
  ...["1e3", "12:30:45", "2001-12-14", "2001-12-14 21:59:43", "::", "fe80::", "52:54:00:00:00:10", ".inf"],
  ...[
    "a: b",
    "a #b",
    "- a",
    "? a",
    "&a",
    "*a",
    "!a",
    "@a",
    "`a",
    "%a",
    "<<:",
    "[a",
    "{a",
    "'a",
    '"a',
    " a",
    "a ",
  ],
];

for (const text of MISREAD) {
  Deno.test(`std: stringify puts ${JSON.stringify(text)} in quotes`, () => {
    assert.equal(stringify([text]), `- '${text.replaceAll("'", "''")}'\n`);
  });
}

const text = fc.oneof(
  fc.constantFrom(...MISREAD),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.stringMatching(/^[-+0-9a-fxo_.:eE]{1,20}$/),
);

Deno.test("property: every text reads back, as key and as value, whether or not scalars are texts", () => {
  fc.assert(fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => {
    const written = stringify(value, { useAnchors: false });
    assert.deepEqual(parse(written), { ...value });
    assert.deepEqual(parse(written, { schema: "failsafe" }), { ...value });
  }));
});
