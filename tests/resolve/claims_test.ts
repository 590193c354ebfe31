import assert from "node:assert/strict";
import { type Claim, claimTo, claimToMade } from "../../lib/claim.ts";
import { nic, resolveDocument } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const ELSEWHERE = "52:54:00:00:00:ff";
const CARDS = [nic("eth0", A), nic("eth1", B)];
const FILE = "/etc/mine";

const phy = (id: string, mac: string) => ({ id, type: "phy", ethernet_mac_address: mac });
const bond = (id: string, ...ports: string[]) => ({
  id,
  type: "bond",
  bond_links: ports,
  bond_mode: 1,
  bond_miimon: 100,
});
const vlan = (id: string, on: string, vlanId: number) => ({
  id,
  type: "vlan",
  vlan_link: on,
  vlan_id: vlanId,
});
const v4 = (link: string) => ({ link, type: "ipv4", ip_address: "192.0.2.1/24" });

const named = (...patterns: string[]) => [{ patterns }];
const EVERY_PORT: Claim = { role: "own", names: named("eth*") };

type Case = readonly [
  what: string,
  claims: readonly Claim[],
  document: unknown,
  links: string[],
  said: string[],
];

const both = { links: [phy("a", A), phy("b", B)], networks: [v4("a"), v4("b")] };
const bonded = { links: [phy("a", A), phy("b", B), bond("x", "a", "b")], networks: [v4("x")] };
const onVlan = { links: [phy("a", A), vlan("v", "a", 5)], networks: [v4("v")] };

const LEFT_0 = `note $.links[0]: eth0 is left to ${FILE}.`;
const LEFT_1 = `note $.links[1]: eth1 is left to ${FILE}.`;

const CASES: readonly Case[] = [
  ["a name", [claimTo("eth0")], both, ["eth1 static"], [LEFT_0]],
  ["a pattern", [EVERY_PORT], both, [], [LEFT_0, LEFT_1]],
  ["a pattern with plain DHCP claims nothing", [claimTo("eth*", "default")], both, [
    "eth0 static",
    "eth1 static",
  ], []],
  ["a name with plain DHCP is spelt out", [claimTo("eth0", "default")], both, ["eth1 static"], [LEFT_0]],
  ["a name among patterns is spelt out", [{ role: "default", names: named("en*", "eth1") }], both, [
    "eth0 static",
  ], [LEFT_1]],
  ["an address", [{ role: "default", macs: [B] }], both, ["eth0 static"], [LEFT_1]],
  ["a name and its address", [{ role: "own", names: named("eth0"), macs: [A] }], both, ["eth1 static"], [
    LEFT_0,
  ]],
  ["another machine's address claims nothing", [{ ...claimTo("eth0"), macs: [ELSEWHERE] }], both, [
    "eth0 static",
    "eth1 static",
  ], [
    `note ${FILE}: it names eth0, but with the address ${ELSEWHERE}; eth0 has another one and is not left to it.`,
  ]],
  [
    "what stands on another machine's address, in silence",
    [{ ...claimTo("eth0", "parent"), macs: [ELSEWHERE] }],
    both,
    ["eth0 static", "eth1 static"],
    [],
  ],
  [
    "what is made with another machine's address, in silence",
    [{ ...claimToMade("eth0"), macs: [ELSEWHERE] }],
    both,
    ["eth0 static", "eth1 static"],
    [],
  ],
  ["an address of no name claims nothing, in silence", [{ role: "own", macs: [ELSEWHERE] }], both, [
    "eth0 static",
    "eth1 static",
  ], []],
  ["what is called for a card that fits", [{ role: "default", macs: [B], alias: "eth0" }], both, [], [
    LEFT_0,
    LEFT_1,
  ]],
  ["what is called as no card is", [{ role: "default", macs: [A], alias: "lan0" }], both, ["eth1 static"], [
    LEFT_0,
  ]],
  [
    "two names with another machine's address",
    [{ role: "own", names: named("eth0", "eth1"), macs: [ELSEWHERE] }],
    both,
    [
      "eth0 static",
      "eth1 static",
    ],
    [
      `note ${FILE}: it names eth0, but with the address ${ELSEWHERE}; eth0 has another one and is not left to it.`,
    ],
  ],
  ["what is called for one that does not", [{ role: "default", macs: [ELSEWHERE], alias: "eth0" }], both, [
    "eth0 static",
    "eth1 static",
  ], [
    `note ${FILE}: it names eth0, but with the address ${ELSEWHERE}; eth0 has another one and is not left to it.`,
  ]],
  ["all but one", [{ role: "own", names: [{ patterns: ["eth0"], not: true }] }], both, ["eth0 static"], [
    LEFT_1,
  ]],
  ["a driver beside a name", [{ ...claimTo("eth0"), unknown: "Driver=" }], both, ["eth1 static"], [LEFT_0]],
  ["a driver alone claims nothing", [{ role: "own", unknown: "Driver=" }], both, [
    "eth0 static",
    "eth1 static",
  ], [
    `note ${FILE}: it matches by Driver=, which simple-init does not compare; ` +
    "no card is left to it; match by name or address for that.",
  ]],
  ["other machines' addresses claim nothing", [{ ...claimTo("eth0"), macs: [ELSEWHERE, C] }], both, [
    "eth0 static",
    "eth1 static",
  ], [
    `note ${FILE}: it names eth0, but with the address ${ELSEWHERE} or ${C}; eth0 has another one and is not left to it.`,
  ]],
  ["what is made fits no card", [claimToMade("eth0")], both, ["eth0 static", "eth1 static"], []],
  ["cards that the drive says nothing about", [claimTo("eth1")], {}, ["eth0 fallback"], [
    `note /sys/class/net: eth1 is left to ${FILE}.`,
  ]],
  ["one port", [claimTo("eth0")], bonded, ["eth1 port", "x static"], [
    LEFT_0,
    `note $.links[2].bond_links[0]: eth0 is left to ${FILE}; the bond "x" goes without it.`,
  ]],
  ["all ports", [EVERY_PORT], bonded, [], [
    LEFT_0,
    LEFT_1,
    `note $.links[2].bond_links[0]: eth0 is left to ${FILE}; the bond "x" goes without it.`,
    `note $.links[2].bond_links[1]: eth1 is left to ${FILE}; the bond "x" goes without it.`,
    "note $.links[2].bond_links: an operator's files have all ports of the bond that are here; it is not made.",
  ]],
  [
    "the primary port",
    [claimTo("eth0")],
    { links: [phy("a", A), phy("b", B), { ...bond("x", "a", "b"), bond_primary: "a" }] },
    ["eth1 port", "x fallback"],
    [
      LEFT_0,
      `note $.links[2].bond_links[0]: eth0 is left to ${FILE}; the bond "x" goes without it.`,
      `note $.links[2].bond_primary: eth0 is left to ${FILE}; the option is left out.`,
    ],
  ],
  [
    "a port beside one that is not there",
    [claimTo("eth0")],
    { links: [phy("a", A), phy("c", C), bond("x", "a", "c")] },
    ["eth1 fallback"],
    [
      `note $.links[1].ethernet_mac_address: no interface of this machine has the address "${C}"; ` +
      "the link is configured when the interface appears.",
      LEFT_0,
      `note $.links[2].bond_links[0]: eth0 is left to ${FILE}; the bond "x" goes without it.`,
      'note $.links[2].bond_links[1]: the port "c" is not on this machine; the bond "x" goes without it.',
      "note $.links[2].bond_links: an operator's files have all ports of the bond that are here; it is not made.",
    ],
  ],
  ["a bond, with the ports that the drive has in it", [claimToMade("x")], bonded, [], [
    `note $.links[2]: x is left to ${FILE}.`,
    LEFT_0,
    LEFT_1,
  ]],
  [
    "a bond, with its ports, and what the drive has on one of them",
    [claimToMade("x")],
    { links: [...bonded.links, vlan("v", "a", 5)], networks: [v4("v")] },
    [],
    [
      `note $.links[2]: x is left to ${FILE}.`,
      `note $.links[3]: eth0, which carries it, is left to ${FILE}; the VLAN is not made.`,
      LEFT_0,
      LEFT_1,
    ],
  ],
  [
    "a bond's name that is taken back",
    [{ role: "own", names: [...named("x"), { patterns: ["x*"], not: true }] }],
    bonded,
    [
      "eth0 port",
      "eth1 port",
      "x static",
    ],
    [],
  ],
  ["a driver with plain DHCP claims nothing, in silence", [{ role: "default", unknown: "Driver=" }], both, [
    "eth0 static",
    "eth1 static",
  ], []],
  [
    "what a bond gets that the drive makes",
    [{ ...claimTo("x", "default"), settingsOnly: true }],
    { links: [...bonded.links, vlan("v", "x", 5)], networks: [v4("x"), v4("v")] },
    ["eth0 port", "eth1 port", `x up, left to ${FILE}`],
    [
      `note $.links[2]: x is left to ${FILE}.`,
      `note $.links[3]: x, which carries it, is left to ${FILE}; the VLAN is not made.`,
    ],
  ],
  [
    "what a VLAN gets that the drive makes",
    [{ ...claimTo("eth0.5"), settingsOnly: true }],
    onVlan,
    ["eth0 up", "eth1 fallback", `eth0.5 up, left to ${FILE}`],
    [`note $.links[1]: eth0.5 is left to ${FILE}.`],
  ],
  [
    "a bond that one file makes, and another says what it gets",
    [{ ...claimTo("x"), settingsOnly: true }, claimToMade("x")],
    bonded,
    [],
    [`note $.links[2]: x is left to ${FILE}.`, LEFT_0, LEFT_1],
  ],
  [
    "a bond of which another one has the port",
    [claimToMade("y")],
    { links: [phy("a", A), phy("b", B), bond("x", "a"), bond("y", "a", "b")] },
    ["eth0 port", "x fallback"],
    [`note $.links[3]: y is left to ${FILE}.`, LEFT_1],
  ],
  [
    "a bond with VLANs on it",
    [claimToMade("x")],
    { links: [...bonded.links, vlan("v", "x", 5), vlan("w", "v", 6)], networks: [v4("w")] },
    [],
    [
      `note $.links[2]: x is left to ${FILE}.`,
      `note $.links[3]: x, which carries it, is left to ${FILE}; the VLAN is not made.`,
      `note $.links[4]: x, which carries it, is left to ${FILE}; the VLAN is not made.`,
      LEFT_0,
      LEFT_1,
    ],
  ],
  ["a pattern is not meant for what is made", [{ role: "own", names: named("x*") }], bonded, [
    "eth0 port",
    "eth1 port",
    "x static",
  ], []],
  ["a VLAN's card", [claimTo("eth0")], onVlan, ["eth1 fallback"], [
    LEFT_0,
    `note $.links[1]: eth0, which carries it, is left to ${FILE}; the VLAN is not made.`,
  ]],
  ["a VLAN, of which the drive's card carries nothing else", [claimTo("eth0.5")], onVlan, [
    "eth0 up",
    "eth1 fallback",
  ], [
    `note $.links[1]: eth0.5 is left to ${FILE}.`,
    `note ${FILE}: it puts a device on eth0; eth0 gets no DHCP by default.`,
  ]],
  ["a VLAN on a card that the drive says nothing about", [claimTo("eth0", "parent")], {}, [
    "eth0 up",
    "eth1 fallback",
  ], [`note ${FILE}: it puts a device on eth0; eth0 gets no DHCP by default.`]],
  ["a VLAN on a card that the drive configures", [claimTo("eth0", "parent")], both, [
    "eth0 static",
    "eth1 static",
  ], []],
  ["a VLAN on a card that the drive has in a bond", [claimTo("eth0", "parent")], bonded, [
    "eth0 port",
    "eth1 port",
    "x static",
  ], []],
  ["a VLAN on the drive's bond", [claimTo("x", "parent")], { links: bonded.links }, [
    "eth0 port",
    "eth1 port",
    "x up",
  ], [`note ${FILE}: it puts a device on x; x gets no DHCP by default.`]],
  ["a port that the file does not define stays without anything", [claimTo("eth0", "port")], both, [
    "eth0 up",
    "eth1 static",
  ], [LEFT_0]],
  ["of several claims the strongest", [claimTo("eth0", "parent"), claimTo("eth0")], both, ["eth1 static"], [
    LEFT_0,
  ]],
];

for (const [what, claims, document, expected, said] of CASES) {
  Deno.test(`claims: ${what}`, () => {
    const files = claims.map((claim) => ({ ...claim, file: FILE }));
    const resolved = resolveDocument(document, CARDS, { claims: files });
    const links = [...resolved.links.values()].map((link) => {
      if (link.kind === "physical" && link.bond !== undefined) return `${link.name} port`;
      const state = link.fallback ? "fallback" : link.addresses.length > 0 ? "static" : "up";
      return `${link.name} ${state}${link.leftTo === undefined ? "" : `, left to ${link.leftTo}`}`;
    });
    assert.deepEqual([links, resolved.said], [expected, said]);
  });
}
