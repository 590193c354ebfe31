import assert from "node:assert/strict";
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import { VERSION } from "../../lib/version.ts";
import { binaryRunner, buildBinary } from "../support/binary.ts";
import { bootCase, readCases, readExpected } from "../support/cases.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";

await requirePrograms({
  "qemu-aarch64-static": "qemu-user-static",
  "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu",
});
const run = binaryRunner(buildBinary("aarch64"), ["qemu-aarch64-static"]);

Deno.test("aarch64: version", () =>
  assert.deepEqual(run(["version"]), { status: 0, out: `simple-init ${VERSION}`, err: "" }));

/** Two stacks for each case, by turns: emulation is slow, and binary_cases_test has each on this machine's own processor. */
const stacksFor = (index: number) => [index, index + 3].map((turn) => STACKS[turn % STACKS.length]!.name);

for (const [index, test] of readCases().entries()) {
  Deno.test(`aarch64, case ${test.name}`, () =>
    inTemporaryDirectory((temporary) => {
      for (const renderer of stacksFor(index)) {
        const { report, files } = bootCase(test, renderer, join(temporary, renderer), run);
        assert.deepEqual({ report, files }, readExpected(test, renderer));
      }
    }));
}
