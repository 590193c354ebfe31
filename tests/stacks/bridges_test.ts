import assert from "node:assert/strict";
import type { Link } from "../../lib/network.ts";
import * as ifupdown from "../../lib/stacks/ifupdown/mod.ts";
import * as networkScripts from "../../lib/stacks/network_scripts/mod.ts";
import * as wicked from "../../lib/stacks/wicked/mod.ts";
import { bond, bridge, bridgePort, physical, port, vlan } from "../networks.ts";

const MAC = "52:54:00:00:00:0a";
const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };
const VLAN_LOST = "stack-vlan-lost";

const card = (name: string, master?: string): Link =>
  master === undefined ? physical(name, MAC) : bridgePort(physical(name, MAC), master);

/** The links, and what the network service starts too early. */
const ORDERS: Record<string, [links: Link[], late: string[]]> = {
  "a VLAN on a bridge of a card": [[card("eth0", "br0"), bridge("br0", ["eth0"]), vlan("br0", 5)], []],
  "a VLAN on a bridge of a bond": [
    [port("eth0", MAC, "x"), bridgePort(bond("x", ["eth0"]), "br0"), bridge("br0", ["x"]), vlan("br0", 5)],
    [],
  ],
  "a VLAN on a bridge of a VLAN, which sorts after it": [
    [card("eth0"), bridgePort(vlan("eth0", 7), "br0"), bridge("br0", ["eth0.7"]), vlan("br0", 5)],
    ["br0.5"],
  ],
  "a VLAN on a bridge of a VLAN, which sorts before it": [
    [card("eth0"), bridgePort(vlan("eth0", 7), "x0"), bridge("x0", ["eth0.7"]), vlan("x0", 5)],
    [],
  ],
  "a VLAN on a bridge of a card and a VLAN": [
    [
      card("eth0", "br0"),
      card("eth1"),
      bridgePort(vlan("eth1", 7), "br0"),
      bridge("br0", ["eth1.7", "eth0"]),
      vlan("br0", 5),
    ],
    [],
  ],
  "a VLAN whose name looks like none, on a bridge of a bond": [
    [
      port("eth0", MAC, "x"),
      bridgePort(bond("x", ["eth0"]), "br0"),
      bridge("br0", ["x"]),
      vlan("br0", 5, { name: "v5-1" }),
    ],
    ["v5-1"],
  ],
};

for (const [what, [links, late]] of Object.entries(ORDERS)) {
  Deno.test(`network-scripts: bridges: ${what}`, () => {
    const { problems } = networkScripts.render({ links });
    const lost = problems.filter(({ code }) => code === VLAN_LOST).map(({ file }) =>
      file.replace(/^.*ifcfg-/, "")
    );
    assert.deepEqual(lost, late);
  });
}

Deno.test("network-scripts: bridges: one needs brctl under older versions, which is a note", () => {
  const { problems } = networkScripts.render({ links: [card("eth0", "br0"), bridge("br0", ["eth0"])] });
  assert.deepEqual(problems.map(({ severity, code }) => [severity, code]), [[
    "note",
    "stack-bridge-program",
  ]]);
});

Deno.test("wicked: bridges: as many ports as a line of 510 bytes has", () => {
  for (const [count, lost] of [[30, 0], [33, 0], [34, 1], [40, 7]] as const) {
    const names = [...Array(count)].map((_, index) => `enp129s0f0v${100 + index}`);
    const links = [...names.map((name) => card(name, "br0")), bridge("br0", names)];
    const { files, problems } = wicked.render({ links }, TARGET);
    const line = /^BRIDGE_PORTS=.*$/m.exec(
      files.find(({ path }) => path.endsWith("ifcfg-br0"))!.contents,
    )![0];
    assert.ok(line.length <= 510, `${line.length}`);
    assert.equal(line.split(" ").length, count - lost);
    assert.deepEqual(
      problems.map(({ code, action }) => [code, action]),
      lost === 0 ? [] : [["stack-bridge-port-lost", `it has the first ${count - lost} of ${count}`]],
    );
  }
});

Deno.test("ifupdown: bridges: each link comes up after those that it is on", () => {
  const links = [
    card("eth0", "br0"),
    card("eth1"),
    port("eth2", MAC, "x"),
    bridgePort(bond("x", ["eth2"]), "br0"),
    bridgePort(vlan("eth1", 7), "br0"),
    bridge("br0", ["eth0", "eth1.7", "x"]),
    vlan("br0", 5),
    vlan("br0.5", 6, { name: "w" }),
  ];
  const names = ifupdown.render({ links }, TARGET).files.map(({ path }) => path.replace(/^.*\//, ""));
  assert.deepEqual(
    names.filter((name) => name !== "interfaces").map((name) => name.replace("-simple-init-", " ")),
    [
      "10 eth0",
      "10 eth1",
      "10 eth2",
      "20 x",
      "30 eth1_7",
      "31 br0",
      "32 br0_5",
      "33 w",
    ],
  );
});
