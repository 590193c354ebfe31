import assert from "node:assert/strict";
import { bond, dhcp, nic, phy, resolveDocument, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const IB = "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1";
const NICS = [nic("eth0", A), nic("eth1", B), nic("ib0", IB, { infiniband: true })];

/** MTUs of the ports eth0 and eth1, of their bond x and of the VLAN x.5 on it: the drive's, and those that they get. */
const MTUS: Record<string, { given: string; got: string; said: string[] }> = {
  "none": { given: "- - - -", got: "- - - -", said: [] },
  "all the same": { given: "9000 9000 9000 9000", got: "9000 9000 9000 9000", said: [] },
  "the usual, said of ports alone": {
    given: "1500 1500 - -",
    got: "1500 1500 - -",
    said: [],
  },
  "ports below their bond": {
    given: "1500 - 9000 -",
    got: "9000 - 9000 -",
    said: [
      "note $.links[0].mtu: eth0 has an MTU of 1500 and its bond x one of 9000; it gets 9000, " +
      "as the kernel gives ports their bond's.",
    ],
  },
  "ports alone, different ones": {
    given: "9000 1400 - -",
    got: "1400 1400 1400 -",
    said: [
      "note $.links[2]: x has no MTU, but ports of it have; it gets 1400, which all can carry.",
      "note $.links[0].mtu: eth0 has an MTU of 9000 and its bond x one of 1400; it gets 1400, " +
      "as the kernel gives ports their bond's.",
    ],
  },
  "one port alone, and more than the other has": {
    given: "9000 - - 9000",
    got: "1500 - - -",
    said: [
      "note $.links[0].mtu: eth0 has an MTU of 9000 and its bond x one of 1500; it gets 1500, " +
      "as the kernel gives ports their bond's.",
      "problem $.links[3].mtu: the MTU 9000 of x.5 is above the 1500 of its parent x; the VLAN gets its parent's.",
    ],
  },
  "a VLAN's below its parent's": { given: "- - 9000 1400", got: "- - 9000 1400", said: [] },
  "a VLAN's above its parent's": {
    given: "- - 1500 9000",
    got: "- - 1500 -",
    said: [
      "problem $.links[3].mtu: the MTU 9000 of x.5 is above the 1500 of its parent x; the VLAN gets its parent's.",
    ],
  },
  "a VLAN's above that of a parent that has none": {
    given: "- - - 9000",
    got: "- - 9000 9000",
    said: ["note $.links[3].mtu: x.5 has an MTU of 9000 and its parent x none; x gets 9000 as well."],
  },
  "a VLAN's below that of a parent that has none": { given: "- - - 1400", got: "- - - 1400", said: [] },
};

for (const [title, { given, got, said }] of Object.entries(MTUS)) {
  Deno.test(`resolve: MTUs of ports, bond and VLAN: ${title}`, () => {
    const [a, b, x, v] = given.split(" ").map((mtu) => ({ mtu: mtu === "-" ? null : mtu }));
    const links = [phy("a", A, a), phy("b", B, b), bond("x", ["a", "b"], x), vlan("v", "x", 5, v)];
    const result = resolveDocument({ links, networks: [dhcp("v")] }, NICS);
    const mtus = ["eth0", "eth1", "x", "x.5"].map((name) => result.links.get(name)?.mtu ?? "-");
    assert.deepEqual([mtus.join(" "), result.said], [got, said]);
  });
}

Deno.test("resolve: a VLAN on a VLAN that lost its MTU has none above their parent's", () => {
  const links = [
    phy("a", A, { mtu: 1400 }),
    vlan("v", "a", 5, { mtu: 9000 }),
    vlan("w", "v", 6, { mtu: 1450 }),
  ];
  const result = resolveDocument({ links, networks: [dhcp("w")] }, NICS);
  const mtus = ["eth0", "eth0.5", "eth0.5.6"].map((name) => result.links.get(name)?.mtu ?? "-");
  assert.deepEqual([mtus.join(" "), result.said.length], ["1400 - -", 2]);
});

Deno.test("resolve: what a VLAN needs that is on a bridge of a bond goes down to the bond", () => {
  const bridge = { id: "br0", type: "bridge", bridge_links: ["x"] };
  const links = [phy("a", A), bond("x", ["a"]), bridge, vlan("v", "br0", 5, { mtu: 9000 })];
  const result = resolveDocument({ links, networks: [] }, NICS);
  const mtus = ["eth0", "x", "br0", "br0.5"].map((name) => result.links.get(name)?.mtu ?? "-");
  assert.deepEqual([mtus.join(" "), result.said.length], ["- 9000 9000 9000", 2]);
});

Deno.test("resolve: a VLAN has the address that the drive gives it, or none of its own", () => {
  const links = [phy("a", A), vlan("v", "a", 5, { vlan_mac_address: B }), vlan("w", "a", 6)];
  const result = resolveDocument({ links, networks: [] }, NICS);
  assert.deepEqual(["eth0.5", "eth0.6"].map((name) => result.links.get(name)?.mac), [B, undefined]);
});

Deno.test("resolve: of two links of one port with an MTU the first is told of", () => {
  const mtu = { mtu: 1500 };
  const links = [phy("a", A, mtu), phy("a2", A, mtu), bond("x", ["a"], { mtu: 9000 })];
  const { said } = resolveDocument({ links, networks: [] }, NICS);
  assert.deepEqual(said.map((line) => line.split(":", 1)[0]), ["note $.links[0].mtu"]);
});

Deno.test("resolve: what a VLAN on a VLAN needs goes down to the card", () => {
  const links = [phy("a", A), vlan("v", "a", 5), vlan("w", "v", 6, { mtu: 9000 })];
  const result = resolveDocument({ links, networks: [dhcp("w")] }, NICS);
  const mtus = ["eth0", "eth0.5", "eth0.5.6"].map((name) => result.links.get(name)?.mtu ?? "-");
  assert.deepEqual([mtus.join(" "), result.said.length], ["9000 9000 9000", 2]);
});

const MACS: Record<string, { ports: string[]; given: object; mac: string | undefined; said: string[] }> = {
  "the drive's": {
    ports: ["a"],
    given: { ethernet_mac_address: "52:54:00:00:00:99" },
    mac: "52:54:00:00:00:99",
    said: [],
  },
  "its first port's": { ports: ["b", "a"], given: {}, mac: B, said: [] },
  "its first Ethernet port's": { ports: ["i", "b", "a"], given: {}, mac: B, said: [] },
  "none, with InfiniBand ports": { ports: ["i"], given: {}, mac: undefined, said: [] },
  "not the drive's, with InfiniBand ports": {
    ports: ["i"],
    given: { ethernet_mac_address: A },
    mac: undefined,
    said: [
      "note $.links[3].ethernet_mac_address: the ports of x are InfiniBand, whose addresses a bond takes; " +
      "it gets no other.",
    ],
  },
};

for (const [title, { ports, given, mac, said }] of Object.entries(MACS)) {
  Deno.test(`resolve: the address of a bond: ${title}`, () => {
    const links = [phy("a", A), phy("b", B), phy("i", IB), bond("x", ports, given)];
    const result = resolveDocument({ links, networks: [dhcp("x")] }, NICS);
    assert.deepEqual([result.links.get("x")?.mac, result.said], [mac, said]);
  });
}

Deno.test("resolve: hardware, bonds and VLANs by name, VLANs behind what they stand on, whatever the drive's order", () => {
  const document = {
    links: [
      vlan("on-outer", "outer", 9),
      vlan("outer", "x", 5),
      vlan("early", "x", 3),
      bond("y", ["a"]),
      bond("x", ["b"]),
      phy("b", B),
      vlan("last", "c", 7),
      phy("a", A),
      phy("c", IB),
    ],
    networks: [],
  };
  const { links } = resolveDocument(document, [...NICS].reverse());
  assert.deepEqual([...links.keys()], ["eth0", "eth1", "ib0", "x", "y", "ib0.7", "x.3", "x.5", "x.5.9"]);
});

Deno.test("resolve: bonds with made-up ids are numbered by the first of their ports, wherever that stands", () => {
  const macs = [0, 1, 2].map((last) => `52:54:00:00:00:0${last}`);
  const links = [
    ...macs.map((mac, index) => phy(`p${index}`, mac)),
    bond("iface0", ["p1"]),
    bond("iface1", ["p2", "p0"]),
  ];
  const resolved = resolveDocument(
    { links, networks: [] },
    macs.map((mac, index) => nic(`eth${index}`, mac)),
  );
  const bondOf = (name: string) => {
    const link = resolved.links.get(name);
    return link?.kind === "physical" ? link.bond : undefined;
  };
  assert.deepEqual(["eth0", "eth1", "eth2"].map(bondOf), ["bond0", "bond1", "bond0"]);
});

Deno.test("resolve: bonds are in the order of their names, not of their ids", () => {
  const links = [phy("a", A), phy("b", B), bond("p", ["a"], { name: "z" }), bond("q", ["b"], { name: "c" })];
  const resolved = resolveDocument({ links, networks: [] }, NICS.slice(0, 2));
  assert.deepEqual([...resolved.links.keys()], ["eth0", "eth1", "c", "z"]);
});

Deno.test("resolve: two VLANs of one large MTU make their parent's as large once", () => {
  const links = [phy("a", A), vlan("v", "a", 5, { mtu: 9000 }), vlan("w", "a", 6, { mtu: 9000 })];
  const resolved = resolveDocument({ links, networks: [] }, NICS.slice(0, 1));
  assert.deepEqual([...resolved.links.values()].map(({ mtu }) => mtu), [9000, 9000, 9000]);
  assert.equal(resolved.said.length, 1, resolved.said.join("\n"));
});

Deno.test("resolve: a network of a bond's port is skipped, and one of a link that is not there", () => {
  const document = { links: [phy("a", A), bond("x", ["a"])], networks: [dhcp("a"), dhcp("z"), dhcp("x")] };
  const { links, said } = resolveDocument(document, NICS.slice(0, 1));
  assert.deepEqual([...links.values()].map(({ name, dhcp4 }) => [name, dhcp4]), [["eth0", false], [
    "x",
    true,
  ]]);
  assert.deepEqual(said, [
    'problem $.networks[0].link: the link "a" is a port of the bond x; the network is skipped.',
    'problem $.networks[1].link: there is no usable link with the id "z"; the network is skipped.',
  ]);
});

Deno.test("resolve: VLANs are in the order of their names, not of their ids", () => {
  const links = [phy("a", A), vlan("y", "a", 5), vlan("z", "a", 3), vlan("w", "y", 9), vlan("v", "z", 8)];
  const resolved = resolveDocument({ links, networks: [] }, NICS.slice(0, 1));
  assert.deepEqual([...resolved.links.keys()], ["eth0", "eth0.3", "eth0.5", "eth0.3.8", "eth0.5.9"]);
});
