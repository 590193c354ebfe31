import assert from "node:assert/strict";
import { reportText } from "./report.ts";

const GOOD = { name: "good", tried: 1200, faults: [], notes: ["slowest 1 s", "3 kills"] };
const BAD = { name: "bad", tried: 7, faults: ["x is lost"], notes: [] };

Deno.test("trust's report: a table, faults as sentences, and a last line that CI counts", () => {
  assert.deepEqual(reportText([GOOD, BAD], 12.4).split("\n"), [
    "attack  tried  faults  notes",
    "good    1,200       0  slowest 1 s, 3 kills",
    "bad         7       1",
    "",
    "fault: bad: x is lost",
    "FAILED | 1 passed | 1 failed (12s)",
  ]);
  assert.equal(reportText([GOOD], 1).split("\n").at(-1), "ok | 1 passed | 0 failed (1s)");
});

Deno.test("trust's report: many faults are counted and not all shown", () => {
  const faults = Array.from({ length: 1000 }, (_, index) => `${index} is lost`);
  const lines = reportText([{ ...BAD, faults }], 1).split("\n");
  assert.ok(lines.length < 100);
  assert.match(lines.at(-2)!, /^fault: bad: and \d+ more$/);
});
