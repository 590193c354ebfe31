import assert from "node:assert/strict";
import { discoverStacks, type StackState } from "../../lib/stacks/discover.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

const UNIT: MemoryEntry = { link: "/usr/lib/systemd/system/of-the-image-only.service" };
const WANTS = "/etc/systemd/system/multi-user.target.wants";

const STACKS: readonly [
  what: string,
  files: Readonly<Record<string, MemoryEntry>>,
  expected: Partial<Record<StackName, StackState>>,
][] = [
  ["none", {}, {}],
  ["NetworkManager", { "/usr/sbin/NetworkManager": "" }, { networkmanager: "installed" }],
  [
    "NetworkManager enabled, by a link to nothing",
    { "/usr/sbin/NetworkManager": "", [`${WANTS}/NetworkManager.service`]: UNIT },
    { networkmanager: "enabled" },
  ],
  ["a leftover unit without its program", { [`${WANTS}/NetworkManager.service`]: UNIT }, {}],
  [
    "NetworkManager under OpenRC",
    { "/usr/bin/NetworkManager": "", "/etc/runlevels/default/networkmanager": UNIT },
    { networkmanager: "enabled" },
  ],
  ["networkd", { "/usr/lib/systemd/systemd-networkd": "" }, { networkd: "installed" }],
  [
    "networkd enabled",
    { "/lib/systemd/systemd-networkd": "", [`${WANTS}/systemd-networkd.service`]: UNIT },
    { networkd: "enabled" },
  ],
  [
    "networkd enabled by its socket",
    {
      "/usr/lib/systemd/systemd-networkd": "",
      "/etc/systemd/system/sockets.target.wants/systemd-networkd.socket": UNIT,
    },
    { networkd: "enabled" },
  ],
  ["ifupdown", { "/sbin/ifup": "", "/etc/network/if-up.d/x": "" }, { ifupdown: "enabled" }],
  ["an ifup of another stack", { "/usr/sbin/ifup": "", "/etc/sysconfig/network": "" }, {
    ifupdown: "installed",
  }],
  [
    "two",
    { "/usr/sbin/ifup": "", "/etc/network/x": "", "/usr/sbin/NetworkManager": "" },
    { ifupdown: "enabled", networkmanager: "installed" },
  ],
];

for (const [what, files, expected] of STACKS) {
  Deno.test(`stacks: ${what}`, () => {
    const found = Object.entries(discoverStacks(memorySystem(files)));
    assert.deepEqual(Object.fromEntries(found.filter(([, state]) => state !== "absent")), expected);
  });
}
