import assert from "node:assert/strict";
import { hook } from "../../hooks/activate.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { SystemError } from "../../lib/system/system.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import * as netifrc from "../../lib/stacks/netifrc/take_up.ts";
import { TAKE_UP } from "../../lib/stacks/network_scripts/mod.ts";
import * as wicked from "../../lib/stacks/wicked/take_up.ts";
import { card } from "../boot/_boot.ts";
import { root, ROUTES } from "../network_root/_machines.ts";
import { failing } from "../support/faults.ts";

type Outcome = { readonly status: number; readonly err: readonly string[]; readonly commands: string[] };

/** What the hook does about an interface on a machine whose settings name a stack. Commands in `failing` fail. */
function activated(
  stack: string,
  words: readonly string[],
  files: Record<string, MemoryEntry> = {},
  failing: readonly string[] = [],
): Outcome {
  const err: string[] = [];
  const system = memorySystem(
    { "/etc/simple-init.conf": `renderer=${stack}\n`, ...files },
    (command) => failing.includes(command.join(" ")) ? { code: 4, stderr: "no" } : { code: 0, stderr: "" },
  );
  const status = hook(system, { out: () => {}, err: (line) => err.push(line), color: false }, words);
  return { status, err, commands: system.commands.map((command) => command.join(" ")) };
}

const SCRATCH = "/run/simple-init/netplan";

const COMMANDS: readonly [stack: string, commands: readonly string[]][] = [
  ["ifupdown", [
    "sh -c test ! -d /run/systemd/system || exec systemd-run --quiet --scope ifup -a; exec ifup -a",
  ]],
  ["netifrc", [`sh -c ${netifrc.TAKE_UP} sh eth1`]],
  ["netplan", [
    `rm -rf ${SCRATCH}`,
    `mkdir -p ${SCRATCH}/etc`,
    `cp -a /etc/netplan ${SCRATCH}/etc/netplan`,
    `netplan generate --root-dir ${SCRATCH}`,
    `cp -p ${SCRATCH}/run/systemd/network/10-netplan-eth1.network /run/systemd/network/10-netplan-eth1.network`,
    `rm -rf ${SCRATCH}`,
    "networkctl reload",
  ]],
  ["network-scripts", [`systemd-run --quiet --scope sh -c ${TAKE_UP} sh eth1`]],
  ["networkd", ["networkctl reload"]],
  ["networkmanager", [
    "nmcli connection reload",
    "nmcli --wait 0 connection up id simple-init-eth1",
  ]],
  ["wicked", [`sh -c ${wicked.TAKE_UP} sh eth1`]],
];

/** What netplan's generator made anew: eth0's as it was, eth1's for the first time. */
const GENERATED = {
  [`${SCRATCH}/run/systemd/network/10-netplan-eth0.network`]: "[Match]\nName=eth0\n",
  [`${SCRATCH}/run/systemd/network/10-netplan-eth1.network`]: "[Match]\nName=eth1\n",
  "/run/systemd/network/10-netplan-eth0.network": "[Match]\nName=eth0\n",
};

for (const [stack, commands] of COMMANDS) {
  Deno.test(`activate: ${stack} takes up an interface`, () => {
    assert.deepEqual(activated(stack, ["eth1"], GENERATED), { status: 0, err: [], commands: [...commands] });
  });
}

Deno.test("activate: the table above has every stack", () => {
  assert.deepEqual(COMMANDS.map(([stack]) => stack).sort(), STACKS.map(({ name }) => name).sort());
});

Deno.test("activate: without a profile NetworkManager connects the device", () => {
  const failing = ["nmcli --wait 0 connection up id simple-init-eth1"];
  assert.deepEqual(activated("networkmanager", ["eth1"], {}, failing), {
    status: 0,
    err: [],
    commands: ["nmcli connection reload", ...failing, "nmcli --wait 0 device connect eth1"],
  });
});

Deno.test("activate: a step that fails is a problem, and keeps none of the others back", () => {
  const { status, err, commands } = activated("netplan", ["eth1"], {}, [
    `netplan generate --root-dir ${SCRATCH}`,
  ]);
  assert.equal(status, 1);
  assert.deepEqual(err, [
    `problem: netplan generate --root-dir ${SCRATCH}: it failed with status 4 ("no"); run it by hand.`,
  ]);
  assert.equal(commands.at(-1), "networkctl reload");
});

Deno.test("activate: a program that is not there is a problem", () => {
  const err: string[] = [];
  const system = memorySystem({ "/etc/simple-init.conf": "renderer=wicked\n" }, (command) => {
    throw new SystemError("ENOENT", "run", command[0]!);
  });
  assert.equal(hook(system, { out: () => {}, err: (line) => err.push(line), color: false }, ["eth1"]), 1);
  assert.deepEqual(err, [
    `problem: sh -c ${wicked.TAKE_UP} sh eth1: cannot run "sh": there is no such file or directory; run it by hand.`,
  ]);
});

Deno.test("activate: where netplan's files cannot be listed, that is a problem", () => {
  const err: string[] = [];
  const system = failing(
    memorySystem({ "/etc/simple-init.conf": "renderer=netplan\n" }, () => ({ code: 0, stderr: "" })),
    "readDirectory",
    "EIO",
    (path) => path === `${SCRATCH}/run/systemd/network`,
  );
  assert.equal(hook(system, { out: () => {}, err: (line) => err.push(line), color: false }, ["eth1"]), 1);
  assert.match(err.join("\n"), /^problem: .*netplan\/run\/systemd\/network.* failed to read or write it/);
});

for (const words of [[], ["eth0", "eth1"], ["../eth0"], ["lo"], [""]]) {
  Deno.test(`activate: ${JSON.stringify(words)} is wrong usage`, () => {
    assert.deepEqual(activated("networkd", words), {
      status: 2,
      err: [`simple-init: activate: ${JSON.stringify(words.join(" "))} is not the name of an interface.`],
      commands: [],
    });
  });
}

Deno.test("activate: what leads to a root on the network is up, and is left alone; others are taken up beside it", () => {
  const files = {
    ...card(0),
    ...card(1),
    ...root("0:31", "nfs4", "192.0.2.1:/srv"),
    ...ROUTES,
    ...GENERATED,
  };
  for (const [stack, commands] of COMMANDS) {
    assert.deepEqual(activated(stack, ["eth0"], files), { status: 0, err: [], commands: [] }, stack);
    assert.deepEqual(
      activated(stack, ["eth1"], files),
      { status: 0, err: [], commands: [...commands] },
      stack,
    );
  }
});

Deno.test("activate: so are the ports of a bond that leads there", () => {
  const files = {
    ...[0, 1, 2].map(card).reduce((all, more) => ({ ...all, ...more })),
    ...root("0:31", "nfs4", "192.0.2.1:/srv"),
    ...ROUTES,
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "bond0"),
    "/sys/class/net/bond0/bonding/mode": "active-backup 1\n",
    "/sys/class/net/bond0/lower_eth0": { link: "../eth0" },
    "/sys/class/net/bond0/lower_eth1": { link: "../eth1" },
  };
  const commands = ["eth0", "eth1", "eth2"].map((name) => activated("networkd", [name], files).commands);
  assert.deepEqual(commands, [[], [], ["networkctl reload"]]);
});
