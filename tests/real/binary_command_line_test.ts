import assert from "node:assert/strict";
import { join } from "@std/path";
import { FAULTS, OPTIONS, split } from "../cli/_command_lines.ts";
import { buildBinary, execute } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { runHere } from "../support/runner.ts";
import { copyTree } from "../support/trees.ts";

const binary = buildBinary();

for (const [words, sentence] of FAULTS) {
  Deno.test(`binary: ${words} is wrong usage`, () => {
    const expected = { status: 2, out: "", err: `simple-init: ${sentence}` };
    assert.deepEqual(execute(binary, ["boot", ...split(words)]), expected);
  });
}

/** Other roots and drives are the case's own. */
const ON_A_TREE = OPTIONS.filter(([words]) => !/--root|--config-drive/.test(words));

for (const [options] of ON_A_TREE) {
  for (const command of ["plan", "boot"]) {
    Deno.test(`binary: ${command} ${options} does and says what it does under Deno`, () =>
      inTemporaryDirectory((directory) => {
        const root = join(directory, "root");
        const outcomes = [runHere, (words: string[]) => execute(binary, words)].map((run) => {
          copyTree(join(CASES, "lacp-bond-vlans-dual-stack/root"), root);
          const outcome = run([command, "--root", root, ...split(options)]);
          Deno.removeSync(root, { recursive: true });
          return outcome;
        });
        assert.deepEqual(outcomes[1], outcomes[0]);
      }));
  }
}
