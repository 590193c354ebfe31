import assert from "node:assert/strict";
import fc from "fast-check";
import { parseStrictJson } from "../../lib/config_drive/strict_json.ts";
import { FAULTS, TAKEN, textsLikeJson } from "../support/json_texts.ts";

for (const { text, offset, what } of FAULTS) {
  Deno.test(`strict JSON: ${JSON.stringify(text.slice(0, 40))}: ${what}`, () => {
    assert.deepEqual(parseStrictJson(text), { fault: { offset, what } });
  });
}

for (const text of TAKEN) {
  Deno.test(`strict JSON: ${JSON.stringify(text.slice(0, 40))} is JSON`, () => {
    assert.deepEqual(parseStrictJson(text), { value: JSON.parse(text) });
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

Deno.test("property: a text is JSON where V8's own parser says so, and a fault stands in the text", () => {
  fc.assert(
    fc.property(textsLikeJson, (text) => {
      const parsed = parseStrictJson(text);
      assert.equal("value" in parsed, isJson(text));
      if ("fault" in parsed) assert.ok(parsed.fault.offset >= 0 && parsed.fault.offset <= text.length);
    }),
    { numRuns: 5000 },
  );
});
