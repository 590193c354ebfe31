import assert from "node:assert/strict";
import { join } from "@std/path";
import { STACKS } from "../lib/stacks/mod.ts";
import { bootCase, readCases, readExpected } from "./support/cases.ts";
import { runHere } from "./support/runner.ts";

for (const test of readCases()) {
  for (const { name } of STACKS) {
    Deno.test(`case ${test.name}, ${name}: ${test.description}`, () => {
      const temporary = Deno.makeTempDirSync();
      try {
        const outcome = bootCase(test, name, join(temporary, "root"), runHere);
        const expected = readExpected(test, name);
        assert.ok(expected, "nobody has written down what is expected; deno task golden:update does");
        assert.equal(outcome.report, expected.report);
        assert.deepEqual(outcome.files, expected.files);
        assert.deepEqual(outcome.again, [], "a second boot must change nothing");
      } finally {
        Deno.removeSync(temporary, { recursive: true });
      }
    });
  }
}
