import assert from "node:assert/strict";
import { join } from "@std/path";
import { findFaults } from "../../lib/image/check.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { buildCase, readExpected, readHookCases } from "./_cases.ts";

for (const test of readHookCases()) {
  Deno.test(`image ${test.name}: ${test.description}`, () =>
    inTemporaryDirectory((at) => {
      const { report, files, again } = buildCase(test, join(at, "root"));
      const expected = readExpected(test);
      assert.ok(expected, "nobody has written down what is expected; tests/hooks/update.ts does");
      assert.equal(report, expected.report);
      assert.deepEqual(files, expected.files);
      assert.deepEqual(
        findFaults(rootedSystem(denoSystem, join(at, "root"))),
        [],
        "nothing is in the way of its network",
      );
      assert.deepEqual(again, [], "hooks that run twice must change nothing");
    }));
}
