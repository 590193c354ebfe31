import assert from "node:assert/strict";
import { reportText, type Result } from "./report.ts";

const GOOD: Result = { stack: "wicked", row: "one", reached: 1234, isStated: true, faults: [] };

Deno.test("test:stacks' report: the worst time of what is stated, and why rows fail", () => {
  const results = [
    GOOD,
    { ...GOOD, row: "a lease", reached: 9000, isStated: false, faults: ["late", "no route"] },
    { ...GOOD, stack: "netifrc", reached: null, faults: ["never"] },
    { ...GOOD, stack: "netifrc", row: "two" },
  ];
  assert.equal(
    reportText(results),
    `| stack | rows | stated addresses after at most | failing |
| --- | --- | --- | --- |
| wicked | 2 | 1.2 s | 1: a lease |
| netifrc | 2 | never | 1: one |

- wicked, a lease: late
- wicked, a lease: no route
- netifrc, one: never`,
  );
});

Deno.test("test:stacks' report: nothing failed, nothing stated", () => {
  assert.match(reportText([{ ...GOOD, isStated: false }]), /\| wicked \| 1 \| none tried \| none \|$/);
});
