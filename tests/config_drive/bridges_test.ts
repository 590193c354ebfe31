import assert from "node:assert/strict";
import { readDocument } from "../support/documents.ts";

const MAC = "52:54:00:00:00:0a";

/** A link's fields; what is read of it but its place, id, name and MTU; and what is said. */
const ROWS: Record<string, [fields: object, read: object | undefined, said: string[]]> = {
  "ports by Metal3's word": [
    { type: "linux_bridge", bridge_links: ["a", "b"] },
    {
      kind: "bridge",
      mac: undefined,
      stp: false,
      ports: ["$.links[0].bridge_links[0] a", "$.links[0].bridge_links[1] b"],
    },
    [],
  ],
  "ports by cloud-init's word": [
    {
      type: "bridge",
      bridge_links: null,
      bridge_interfaces: ["a"],
      bridge_stp: "on",
      ethernet_mac_address: MAC,
    },
    { kind: "bridge", mac: MAC, stp: true, ports: ["$.links[0].bridge_interfaces[0] a"] },
    [],
  ],
  "no ports, without a word of nova's": [
    { type: "linux_bridge", ethernet_mac_address: MAC },
    { kind: "bridge", mac: MAC, stp: false, ports: [] },
    [],
  ],
  "what is no list of ports": [
    { type: "bridge", bridge_links: "a" },
    { kind: "bridge", mac: undefined, stp: false, ports: [] },
    ['problem $.links[0].bridge_links: "a" is not a list; it is skipped.'],
  ],
  "what is no port": [
    { type: "bridge", bridge_links: [7, "", "a", {}] },
    { kind: "bridge", mac: undefined, stp: false, ports: ["$.links[0].bridge_links[2] a"] },
    [
      "problem $.links[0].bridge_links[0]: 7 is not a link's id; it is left out.",
      "problem $.links[0].bridge_links[3]: an object is not a link's id; it is left out.",
    ],
  ],
  "what is no address, and no switch": [
    {
      type: "bridge",
      bridge_links: ["a"],
      ethernet_mac_address: "01:00:00:00:00:00",
      bridge_stp: { toString: 1 },
    },
    { kind: "bridge", mac: undefined, stp: false, ports: ["$.links[0].bridge_links[0] a"] },
    [
      'problem $.links[0].ethernet_mac_address: "01:00:00:00:00:00" is not a hardware address to give a device, ' +
      "as in 52:54:00:12:34:56; it is left out.",
      "problem $.links[0].bridge_stp: an object is not a switch, on or off; it is left out.",
    ],
  ],
};

for (const [what, [fields, read, said]] of Object.entries(ROWS)) {
  Deno.test(`links: bridges: ${what}`, () => {
    const { data, said: found } = readDocument({ links: [{ id: "x", ...fields }], networks: [] });
    const [link] = data?.links ?? [];
    assert.ok(link?.kind === "bridge");
    const { kind, mac, stp, ports } = link;
    assert.deepEqual([{ kind, mac, stp, ports: ports.map(({ path, id }) => `${path} ${id}`) }, found], [
      read,
      said,
    ]);
  });
}

for (
  const value of ["on", "ON", "yes", "true", "1", true, 1, "off", "No", "false", "0", false, 0, "", null]
) {
  Deno.test(`links: bridges: a spanning tree that is ${JSON.stringify(value)}`, () => {
    const link = { id: "x", type: "bridge", bridge_links: ["a"], bridge_stp: value };
    const { data, said } = readDocument({ links: [link], networks: [] });
    const [read] = data?.links ?? [];
    const isOn = ["on", "yes", "true", "1"].includes(String(value).toLowerCase());
    assert.deepEqual([read?.kind === "bridge" && read.stp, said], [isOn, []]);
  });
}

/** nova's type is for a card, whatever else is there. */
for (
  const more of [{}, { bridge_links: [] }, { bridge_interfaces: null }, { bridge_links: {} }, {
    bridge_links: 5,
  }]
) {
  Deno.test(`links: the type bridge with ${JSON.stringify(more)} is a card`, () => {
    const link = { id: "x", type: "bridge", ethernet_mac_address: MAC, ...more };
    const { data, said } = readDocument({ links: [link], networks: [] });
    assert.deepEqual([data?.links.map(({ kind }) => kind), said], [["physical"], []]);
  });
}

const SWITCHES: readonly [written: unknown, stp: boolean, isOne?: false][] = [
  ...["on", "yes", "true", "1", "ON", " Yes ", 1, true].map((written) =>
    [written, true] as [unknown, boolean]
  ),
  ...["off", "no", "false", "0", "Off", 0, false, "", null].map((written) =>
    [written, false] as [unknown, boolean]
  ),
  ...["one", "xon", "10", "offs", "nno", "01", "2", -1].map((written) =>
    [written, false, false] as [unknown, boolean, false]
  ),
];

for (const [written, stp, isOne] of SWITCHES) {
  Deno.test(`bridges: the switch ${JSON.stringify(written)} is ${isOne === false ? "none" : stp ? "on" : "off"}`, () => {
    const link = { id: "a", type: "bridge", bridge_links: ["b"], bridge_stp: written };
    const { data, said } = readDocument({ links: [link], networks: [] });
    const [bridge] = data?.links ?? [];
    assert.equal(bridge?.kind === "bridge" && bridge.stp, stp);
    assert.equal(said.length, isOne === false ? 1 : 0, said.join("\n"));
  });
}
