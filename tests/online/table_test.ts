import assert from "node:assert/strict";
import { onlineTable } from "./_table.ts";
import type { Tried } from "./_tried.ts";

const ROW: Tried = { stack: "networkd", client: undefined, row: "one", times: {}, failed: false };

Deno.test("online: the table has the worst times of each stack and client, and the rows that fail", () => {
  assert.equal(
    onlineTable([
      { ...ROW, times: { reached: 300, online: 1234 } },
      { ...ROW, times: { reached: 800 } },
      { ...ROW, stack: "ifupdown", client: "dhcpcd", row: "two", failed: true },
    ]),
    `| stack | DHCP client | rows | stated address after at most | online after at most | failing |
| --- | --- | --- | --- | --- | --- |
| ifupdown | dhcpcd | 1 | none had a limit | none had a limit | 1 |
| networkd | its own | 2 | 0.80 s | 1.23 s | 0 |

- ifupdown dhcpcd: two
`,
  );
});
