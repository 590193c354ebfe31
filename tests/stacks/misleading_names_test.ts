/** Devices that a stack takes for something else by their names, and those whose names only look like that. */
import assert from "node:assert/strict";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { physical } from "../networks.ts";

const COPIES = ["bak", "old", "orig", "rpmnew", "rpmorig", "rpmsave"];

const NAMES:
  readonly (readonly [stack: StackName, misleading: readonly string[], plain: readonly string[]])[] = [
    [
      "network-scripts",
      [...COPIES.map((ending) => `lan.${ending}`), "lan-range", "lan-range2"],
      ["lan", "lan.old2", "lan-old", "old.lan", "bak", "range", "lan.range"],
    ],
    [
      "wicked",
      [...COPIES.map((ending) => `lan.${ending}`), "lan.scpmbackup", "dummy", "dummy0", "ovs-system"],
      [
        "lan",
        "lan.old2",
        "lan-old",
        "old.lan",
        "bak",
        "lan.dummy",
        "my-dummy0",
        "ovs-system2",
        "my-ovs-system",
      ],
    ],
    ["netifrc", ["lo0"], ["lo1", "lo00", "lan.old"]],
    ["networkd", [], ["lan.old", "dummy0", "ovs-system"]],
  ];

for (const [stack, misleading, plain] of NAMES) {
  for (const name of [...misleading, ...plain]) {
    const wanted = misleading.includes(name) ? ["stack-device-name"] : [];
    Deno.test(`misleading names: ${stack}: ${name} is ${wanted.length === 0 ? "none" : "one"}`, () => {
      const config = { links: [physical(name, "52:54:00:00:00:0a")] };
      const { problems } = stackOf(stack).code().render(config, {
        foreignInterfaces: undefined,
        hasResolvconf: false,
      });
      assert.deepEqual(problems.map(({ code }) => code), wanted);
    });
  }
}
