import assert from "node:assert/strict";
import { bond, nic, phy, resolveDocument, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const CARDS = [nic("eth0", A), nic("eth1", B)];
const ABSENT = `note $.links[0].ethernet_mac_address: no interface of this machine has the address "${C}"; ` +
  "the link is configured when the interface appears.";

/** Links of a document, the VLANs that are made, and what is said of those that are not. */
const ROWS: Record<string, { links: object[]; made: string[]; said: string[] }> = {
  "one id on two cards": {
    links: [phy("a", A), phy("b", B), vlan("v", "a", 5), vlan("w", "b", 5)],
    made: ["eth0.5", "eth1.5"],
    said: [],
  },
  "one id twice on a card": {
    links: [phy("a", A), vlan("v", "a", 5), vlan("w", "a", 5), vlan("x", "a", 6)],
    made: ["eth0.5", "eth0.6"],
    said: ["problem $.links[2]: eth0 has a VLAN 5 already; the VLAN is skipped."],
  },
  "one id twice on a card, of which the first by name stands last": {
    links: [phy("a", A), vlan("w", "a", 5), vlan("v", "a", 5)],
    made: ["eth0.5"],
    said: ["problem $.links[1]: eth0 has a VLAN 5 already; the VLAN is skipped."],
  },
  "one id twice on a card that two links mean": {
    links: [phy("a", A), phy("a2", A), vlan("v", "a2", 5), vlan("w", "a", 5)],
    made: ["eth0.5"],
    said: ["problem $.links[2]: eth0 has a VLAN 5 already; the VLAN is skipped."],
  },
  "a port": {
    links: [phy("a", A), bond("x", ["a"]), vlan("v", "a", 5)],
    made: [],
    said: ['problem $.links[2]: its link "a" is a port of x; the VLAN is skipped.'],
  },
  "a port of a bond that has the VLAN for a port as well": {
    links: [phy("b", B), vlan("v", "b", 5), bond("x", ["b", "v"])],
    made: [],
    said: [
      'problem $.links[2].bond_links[1]: the link "v" is a vlan, not hardware; the bond "x" goes without it.',
      'problem $.links[1]: its link "b" is a port of x; the VLAN is skipped.',
    ],
  },
  "an id that no link has": {
    links: [phy("a", A), vlan("v", "z", 5)],
    made: [],
    said: ['problem $.links[1].vlan_link: there is no link with the id "z"; the VLAN is skipped.'],
  },
  "a card that is not here": {
    links: [phy("c", C), vlan("v", "c", 5), vlan("w", "v", 6)],
    made: [],
    said: [
      ABSENT,
      'note $.links[1].vlan_link: its link "c" is not configured on this machine; the VLAN is skipped.',
      'note $.links[2].vlan_link: its link "v" is not configured on this machine; the VLAN is skipped.',
    ],
  },
  "a circle, and what leads to it": {
    links: [vlan("u", "v", 4), vlan("v", "w", 5), vlan("w", "v", 6), vlan("x", "u", 7), vlan("y", "y", 8)],
    made: [],
    said: [["0", "v"], ["1", "w"], ["2", "v"], ["3", "u"], ["4", "y"]].map(([index, parent]) =>
      `problem $.links[${index}].vlan_link: the VLAN stands on itself through "${parent}"; the VLAN is skipped.`
    ),
  },
  "what leads nowhere, beside a circle": {
    links: [vlan("v", "v", 5), vlan("w", "z", 6), vlan("x", "w", 7)],
    made: [],
    said: [
      'problem $.links[0].vlan_link: the VLAN stands on itself through "v"; the VLAN is skipped.',
      'problem $.links[1].vlan_link: there is no link with the id "z"; the VLAN is skipped.',
      'note $.links[2].vlan_link: its link "w" is not configured on this machine; the VLAN is skipped.',
    ],
  },
};

for (const [what, { links, made, said }] of Object.entries(ROWS)) {
  Deno.test(`resolve: VLANs: ${what}`, () => {
    const resolved = resolveDocument({ links, networks: [] }, CARDS, { dhcpFallback: false });
    const vlans = [...resolved.links.values()].filter(({ kind }) => kind === "vlan").map(({ name }) => name);
    assert.deepEqual([vlans, resolved.said], [made, said]);
  });
}

Deno.test("resolve: VLANs: of two that want a name, that on the first id gets it, whatever the cards' order", () => {
  const cards = [nic("enp129s0f0aaaa", A), nic("enp129s0f1aaaa", B)];
  for (const [first, second] of [["a", "b"], ["b", "a"]] as const) {
    const links = [phy(first, A), phy(second, B), vlan("v", "b", 100), vlan("w", "a", 100)];
    const resolved = resolveDocument({ links, networks: [] }, cards);
    const parents = [...resolved.links.values()].flatMap((link) =>
      link.kind === "vlan" ? [[link.name, link.parent]] : []
    );
    const onA = first === "a" ? "enp129s0f0aaaa" : "enp129s0f1aaaa";
    assert.deepEqual(new Map(parents as [string, string][]).get("vlan100"), onA);
    assert.deepEqual(parents.map(([name]) => name).sort(), ["v100-1", "vlan100"]);
  }
});

Deno.test("resolve: of two bonds that want a name, the first gets it", () => {
  const links = [
    phy("a", A),
    phy("b", B),
    bond("x", ["a"], { name: "up" }),
    bond("y", ["b"], { name: "up" }),
  ];
  const resolved = resolveDocument({ links, networks: [] }, CARDS);
  assert.deepEqual([...resolved.links.keys()], ["eth0", "eth1", "up", "y"]);
});
