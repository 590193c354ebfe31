import assert from "node:assert/strict";
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import { binaryRunner, buildBinary } from "../support/binary.ts";
import { bootCase, readCases, readExpected } from "../support/cases.ts";
import { inTemporaryDirectory } from "../support/faults.ts";

const run = binaryRunner(buildBinary());

for (const test of readCases()) {
  for (const { name } of STACKS) {
    Deno.test(`binary, case ${test.name}, ${name}`, () =>
      inTemporaryDirectory((temporary) => {
        const outcome = bootCase(test, name, join(temporary, "root"), run);
        const expected = readExpected(test, name);
        assert.ok(expected, "nobody has written down what is expected; deno task golden:update does");
        assert.equal(outcome.report, expected.report);
        assert.deepEqual(outcome.files, expected.files);
        assert.deepEqual(outcome.again, [], "a second boot must change nothing");
      }));
  }
}
