import assert from "node:assert/strict";
import fc from "fast-check";
import { parseStrictJson } from "../../lib/config_drive/strict_json.ts";
import { compile, execute, PROJECT } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { FAULTS, TAKEN, textsLikeJson } from "../support/json_texts.ts";

const program = Deno.makeTempFileSync();
compile([`${PROJECT}/tests/system/_system_hook.ts`, "-o", program]);
addEventListener("unload", () => Deno.removeSync(program));

/** What the binary reads in texts, one by one. */
function readByBinary(texts: readonly string[]): unknown[] {
  return inTemporaryDirectory((directory) => {
    Deno.writeTextFileSync(`${directory}/texts`, JSON.stringify(texts));
    return JSON.parse(execute(program, ["json", `${directory}/texts`]).out).answer;
  });
}

/** What Deno reads there, as far as JSON can tell it. */
function readHere(texts: readonly string[]): unknown[] {
  return JSON.parse(JSON.stringify(texts.map(parseStrictJson)));
}

const WRITTEN = [...FAULTS.map(({ text }) => text), ...TAKEN];
const ANSWERS = readByBinary(WRITTEN);

readHere(WRITTEN).forEach((expected, index) => {
  Deno.test(`JSON in the binary: ${JSON.stringify(WRITTEN[index]!.slice(0, 40))}`, () => {
    assert.deepEqual(ANSWERS[index], expected);
  });
});

Deno.test("property: a text is JSON in the binary where it is here, with the same value or the same fault", () => {
  const manyTexts = fc.array(textsLikeJson, { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(manyTexts, (texts) => assert.deepEqual(readByBinary(texts), readHere(texts))),
    { numRuns: 30 },
  );
});
