import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import { formatProblem } from "../../lib/problem.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

const SAID = ["/sys/class/net: there is no such directory; no interface of the machine is known."];

const ROWS: readonly [what: string, files: Record<string, MemoryEntry>, network: boolean, says: string[]][] =
  [
    ["no sysfs", {}, true, SAID],
    ["no sysfs, and no network wanted", {}, false, []],
    ["no interfaces", { "/r/sys/class/net/bonding_masters": "" }, true, []],
    ["the loopback interface alone", { "/r/sys/class/net/lo/address": "00:00:00:00:00:00\n" }, true, []],
    ["another root's sysfs", { "/sys/class/net/eth0/address": "52:54:00:00:00:0a\n" }, true, SAID],
  ];

for (const [what, files, network, says] of ROWS) {
  Deno.test(`plan: a root with ${what}: ${says.length === 0 ? "nothing to say" : "a note"}`, () => {
    const system = memorySystem({ "/r/etc/os-release": "ID=debian\n", ...files });
    const { problems } = makePlan(system, { root: "/r", renderer: "networkd", network });
    assert.deepEqual(problems.map(formatProblem), says);
  });
}
