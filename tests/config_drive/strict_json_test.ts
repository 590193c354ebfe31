import assert from "node:assert/strict";
import { parseStrictJson } from "../../lib/config_drive/strict_json.ts";

/** What one engine or another takes although it is not JSON. */
const REFUSED = [
  "[1.]",
  "[-1.]",
  "[1.e5]",
  "[-01]",
  '["\\x41"]',
  '["\\\'"]',
  '["\\v"]',
  '["\\\\\\v"]',
  '["1.", 1.]',
  "[1,]",
];

for (const text of REFUSED) {
  Deno.test(`strict JSON: ${text} is none`, () => {
    assert.throws(() => parseStrictJson(text), SyntaxError);
  });
}

const TAKEN: readonly [text: string, value: unknown][] = [
  ['["1.", "2026-01-02"]', ["1.", "2026-01-02"]],
  ['["a\\"1.", -0.5, 0]', ['a"1.', -0.5, 0]],
  ['["\\\\v", "\\\\"]', ["\\v", "\\"]],
  ['["\\\\\\"-01\\\\", -1.5e3]', ['\\"-01\\', -1500]],
  ['["\\u0041\\b\\f\\n\\r\\t\\/"]', ["A\b\f\n\r\t/"]],
];

for (const [text, value] of TAKEN) {
  Deno.test(`strict JSON: ${text} is JSON`, () => {
    assert.deepEqual(parseStrictJson(text), value);
  });
}
