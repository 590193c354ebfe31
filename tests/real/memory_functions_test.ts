/** The program's own functions for memory. */
import assert from "node:assert/strict";
import { SHELL } from "../../shims/compile/paths.ts";
import { execute } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";
import { fromFileUrl } from "../support/paths.ts";

const CHECK = fromFileUrl(new URL("memory_functions_check.c", import.meta.url));

await requirePrograms({ gcc: "gcc" });

for (const flag of ["-O2", "-O3", "-fsanitize=address,undefined"]) {
  Deno.test(`memory functions, ${flag}: what is copied, set or compared is what it should be, and nothing else changes`, () =>
    inTemporaryDirectory((directory) => {
      const program = `${directory}/check`;
      const words = [flag, "-fno-builtin", "-Wall", "-Werror", `-I${SHELL}`, "-o", program, CHECK];
      const built = execute("gcc", words);
      assert.deepEqual([built.status, built.err], [0, ""]);
      const { status, out } = execute(program, []);
      assert.equal(status, 0, out.slice(0, 2000));
      assert.match(out, /^\d{6} tried$/);
    }));
}
