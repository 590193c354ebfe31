import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { STACKS } from "./_boot.ts";

type Files = Readonly<Record<string, MemoryEntry>>;

const LINK: MemoryEntry = { link: "/of/the/image/only" };
const SYSTEMD = "/etc/systemd/system";
const WANTS = `${SYSTEMD}/multi-user.target.wants`;
const ONLINE = `${SYSTEMD}/network-online.target.wants`;

interface Signs {
  /** Where distributions have the program. */
  readonly programs: readonly string[];
  /** What shows that it starts at boot. */
  readonly starts: readonly string[];
}

const SIGNS: Readonly<Record<StackName, Signs>> = {
  ifupdown: { programs: ["/sbin/ifup", "/usr/sbin/ifup"], starts: ["/etc/network/interfaces"] },
  netifrc: {
    programs: [
      "/lib/netifrc/net/dhcpcd.sh",
      "/usr/lib/netifrc/net/dhcpcd.sh",
      "/libexec/netifrc/net/dhcpcd.sh",
    ],
    starts: ["/etc/init.d/net.lo"],
  },
  netplan: { programs: ["/usr/sbin/netplan"], starts: ["/etc/netplan/01-netcfg.yaml"] },
  "network-scripts": {
    programs: ["/etc/sysconfig/network-scripts/network-functions"],
    starts: [`${WANTS}/network.service`, "/etc/rc.d/rc3.d/S10network"],
  },
  networkd: {
    programs: ["/usr/lib/systemd/systemd-networkd", "/lib/systemd/systemd-networkd"],
    starts: [
      `${WANTS}/systemd-networkd.service`,
      `${SYSTEMD}/sockets.target.wants/systemd-networkd.socket`,
      "/usr/lib/systemd/system/multi-user.target.wants/systemd-networkd.service",
    ],
  },
  networkmanager: {
    programs: ["/usr/sbin/NetworkManager", "/usr/bin/NetworkManager"],
    starts: [
      `${WANTS}/NetworkManager.service`,
      `${ONLINE}/NetworkManager-wait-online.service`,
      "/etc/runlevels/default/networkmanager",
      "/etc/rc2.d/S01network-manager",
    ],
  },
  wicked: {
    programs: ["/usr/sbin/wickedd"],
    starts: [`${WANTS}/wicked.service`, `${ONLINE}/wicked.service`],
  },
};

/** The stack that a root with these files gets, and why. */
function choice(files: Files) {
  return makePlan(memorySystem({ "/r/etc/os-release": "ID=none-that-is-known\n", ...below(files) }), {
    root: "/r",
  }).choice;
}

function below(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, entry]) => [`/r${path}`, entry]));
}

for (const stack of STACKS) {
  const { programs, starts } = SIGNS[stack];
  const [program = ""] = programs;
  for (const path of programs) {
    Deno.test(`signs: ${path} alone is ${stack}, installed`, () =>
      assert.deepEqual(choice({ [path]: "" }), { stack, reason: "it is installed" }));
  }
  for (const path of starts) {
    Deno.test(`signs: ${path} alone enables ${stack}, before all that are only installed`, () => {
      const installed = Object.fromEntries(STACKS.map((other) => [SIGNS[other].programs[0], ""]));
      assert.deepEqual(choice({ ...installed, [path]: LINK }), { stack, reason: "it is enabled" });
      assert.equal(choice({ [program]: "", [path]: LINK }).stack, stack);
    });
    Deno.test(`signs: ${path} without the program of ${stack} means nothing`, () =>
      assert.match(choice({ [path]: LINK }).reason, /^no network stack is installed/));
  }
}

/** Enabled, all of them: what a distribution that nobody knows gets. */
const ORDER: readonly StackName[] = [
  "netplan",
  "networkmanager",
  "networkd",
  "wicked",
  "network-scripts",
  "ifupdown",
  "netifrc",
];

Deno.test("signs: of several that are enabled the most likely one is chosen", () => {
  const files = (stack: StackName) => [[SIGNS[stack].programs[0], ""], [SIGNS[stack].starts[0], LINK]];
  const chosen = ORDER.map((_, index) => choice(Object.fromEntries(ORDER.slice(index).flatMap(files))).stack);
  assert.deepEqual(chosen, ORDER);
});

const GENTOO: Files = {
  "/etc/os-release": "ID=gentoo\n",
  "/lib/netifrc/net/dhcpcd.sh": "",
  "/etc/init.d/net.lo": "",
  [`${WANTS}/systemd-networkd.service`]: LINK,
};

const INITS: readonly [what: string, files: Files, stack: StackName, reason: RegExp][] = [
  ...["/usr/lib/systemd", "/lib/systemd"].map((directory): [string, Files, StackName, RegExp] => [
    `systemd in ${directory}`,
    { [`${directory}/systemd`]: "", [`${directory}/systemd-networkd`]: "" },
    "networkd",
    /^it is enabled, and Gentoo with systemd/,
  ]),
  [
    "the network part of systemd alone",
    { "/usr/lib/systemd/systemd-networkd": "" },
    "netifrc",
    /^it is enabled, and Gentoo with OpenRC/,
  ],
];

for (const [what, files, stack, reason] of INITS) {
  Deno.test(`signs: a Gentoo with both stacks and ${what} gets ${stack}`, () => {
    const chosen = choice({ ...GENTOO, ...files });
    assert.equal(chosen.stack, stack);
    assert.match(chosen.reason, reason);
  });
}
