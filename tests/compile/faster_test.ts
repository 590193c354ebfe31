import assert from "node:assert/strict";
import { CHANGES, faster } from "../../shims/compile/faster.ts";

const SOURCE = CHANGES.map(([from]) => from).join("between");

Deno.test("engine: each change has one place, and nothing else changes", () => {
  assert.equal(faster(SOURCE), CHANGES.map(([, to]) => to).join("between"));
});

for (const [index, [from]] of CHANGES.entries()) {
  Deno.test(`engine: change ${index} is refused where it has no place, or two`, () => {
    for (const [text, places] of [[SOURCE.replace(from, ""), 0], [SOURCE + from, 2]] as const) {
      assert.throws(() => faster(text), new RegExp(`quickjs\\.c has ${places} places`));
    }
  });
}
