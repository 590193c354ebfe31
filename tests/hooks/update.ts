/**
 * Writes down what the hooks do now as what their cases expect. Read the difference before it is committed.
 *
 * @module
 */
import { join } from "@std/path";
import { inTemporaryDirectory } from "../support/faults.ts";
import { buildCase, readHookCases, writeExpected } from "./_cases.ts";

for (const test of readHookCases().filter(({ name }) => Deno.args.length === 0 || Deno.args.includes(name))) {
  inTemporaryDirectory((at) => writeExpected(test, buildCase(test, join(at, "root")), join(at, "root")));
}
