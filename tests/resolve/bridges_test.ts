import assert from "node:assert/strict";
import type { FileClaim } from "../../lib/resolve/claims.ts";
import { describeLink } from "../../lib/cli/describe.ts";
import { bond, dhcp, nic, phy, resolveDocument, v4, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const IB = "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1";
const CARDS = [nic("eth0", A), nic("eth1", B), nic("ib0", IB, { infiniband: true })];

function bridge(id: string, ports: unknown, more: object = {}): object {
  return { id, type: "bridge", bridge_links: ports, ...more };
}

const own = (name: string, more: Partial<FileClaim> = {}): FileClaim => ({
  file: "/etc/mine",
  role: "own",
  names: [{ patterns: [name] }],
  ...more,
});

interface Row {
  readonly links: readonly object[];
  readonly networks?: readonly object[];
  readonly claims?: readonly FileClaim[];
  /** Each link in the words of `plan`. */
  readonly made: readonly string[];
  readonly said?: readonly string[];
}

const ROWS: Record<string, Row> = {
  "of a card": {
    links: [phy("a", A), bridge("br0", ["a"])],
    networks: [v4("br0", "192.0.2.10/24")],
    made: ["eth0: port of br0", "br0: bridge of eth0, 192.0.2.10/24"],
  },
  "whose ports are said by their names, and which is called by its own": {
    links: [phy("a", A, { name: "nic0" }), {
      id: "x",
      name: "ext",
      type: "linux_bridge",
      bridge_interfaces: ["nic0"],
    }],
    made: ["eth0: port of ext", "ext: bridge of eth0, up, no addresses"],
  },
  "with names that no device can have": {
    links: [phy("a", A), phy("b", B), bridge("a/b", ["a"]), bridge("iface0", ["b"])],
    made: [
      "eth0: port of br0",
      "eth1: port of br1",
      "br0: bridge of eth0, up, no addresses",
      "br1: bridge of eth1, up, no addresses",
    ],
  },
  "called as other software calls its own, but for the beginning of Docker's": {
    links: [phy("a", A), phy("b", B), bridge("virbr0", ["a"]), bridge("br-ex", ["b"])],
    made: [
      "eth0: port of br0",
      "eth1: port of br-ex",
      "br0: bridge of eth0, up, no addresses",
      "br-ex: bridge of eth1, up, no addresses",
    ],
    said: ['note $.links[2]: other software calls a device of its own "virbr0"; the bridge is called br0.'],
  },
  "with made-up ids, which are numbered by their ports": {
    links: [phy("a", A), phy("b", B), bridge("iface0", ["b"]), bridge("iface1", ["a"])],
    made: [
      "eth0: port of br0",
      "eth1: port of br1",
      "br0: bridge of eth0, up, no addresses",
      "br1: bridge of eth1, up, no addresses",
    ],
  },
  "with the spanning tree, in any spelling": {
    links: [
      phy("a", A),
      phy("b", B),
      bridge("x", ["a"], { bridge_stp: "YES" }),
      bridge("y", ["b"], { bridge_stp: 0 }),
    ],
    made: [
      "eth0: port of x",
      "eth1: port of y",
      "x: bridge of eth0 with spanning tree, up, no addresses",
      "y: bridge of eth1, up, no addresses",
    ],
  },
  "of a bond and of a VLAN, with a VLAN on it": {
    links: [
      phy("a", A),
      phy("b", B),
      bond("x", ["a"]),
      vlan("v", "b", 5),
      bridge("br0", ["x", "v"]),
      vlan("w", "br0", 6),
      vlan("u", "w", 7),
    ],
    made: [
      "eth0: port of x",
      "eth1: up, no addresses",
      "x: active-backup bond of eth0, port of br0",
      "eth1.5: VLAN 5 on eth1, port of br0",
      "br0: bridge of x and eth1.5, up, no addresses",
      "br0.6: VLAN 6 on br0, up, no addresses",
      "br0.6.7: VLAN 7 on br0.6, up, no addresses",
    ],
  },
  "with a VLAN on its port": {
    links: [phy("a", A), bridge("br0", ["a"]), vlan("v", "a", 5)],
    networks: [dhcp("v")],
    made: ["eth0: port of br0", "br0: bridge of eth0, up, no addresses", "eth0.5: VLAN 5 on eth0, DHCP"],
  },
  "without a port": {
    links: [bridge("br0", "a"), { id: "x", type: "linux_bridge" }],
    made: [],
    said: [
      "problem $.links[0]: the bridge has no port on this machine; it is skipped.",
      "problem $.links[1]: the bridge has no port on this machine; it is skipped.",
    ],
  },
  "of nova's, which is a card": {
    links: [{ id: "t", type: "bridge", ethernet_mac_address: A, bridge_links: [] }],
    made: ["eth0: up, no addresses"],
  },
  "of InfiniBand, alone and in a bond": {
    links: [
      phy("i", IB),
      bridge("br0", ["i"]),
      bond("x", ["i"]),
      bridge("br1", ["x"]),
    ],
    made: ["ib0: port of x", "x: active-backup bond of ib0, up, no addresses"],
    said: [
      'problem $.links[1].bridge_links[0]: the port "i" is in the bond x already; the bridge "br0" goes without it.',
      "note $.links[1]: the bridge has no port on this machine; it is skipped.",
      'problem $.links[3].bridge_links[0]: the link "x" is InfiniBand, which no bridge takes; ' +
      'the bridge "br1" goes without it.',
      "note $.links[3]: the bridge has no port on this machine; it is skipped.",
    ],
  },
  "of a VLAN in a circle, and of one on nothing": {
    links: [phy("a", A), vlan("v", "w", 5), vlan("w", "v", 6), bridge("br0", ["a", "v"])],
    made: ["eth0: port of br0", "br0: bridge of eth0, up, no addresses"],
    said: [
      'note $.links[3].bridge_links[1]: the port "v" is not on this machine; the bridge "br0" goes without it.',
      'problem $.links[1].vlan_link: the VLAN stands on itself through "w"; the VLAN is skipped.',
      'problem $.links[2].vlan_link: the VLAN stands on itself through "v"; the VLAN is skipped.',
    ],
  },
  "of a VLAN on a link that the drive does not have": {
    links: [phy("a", A), vlan("v", "z", 5), bridge("br0", ["a", "v"])],
    made: ["eth0: port of br0", "br0: bridge of eth0, up, no addresses"],
    said: [
      'note $.links[2].bridge_links[1]: the port "v" is not on this machine; the bridge "br0" goes without it.',
      'problem $.links[1].vlan_link: there is no link with the id "z"; the VLAN is skipped.',
    ],
  },
  "of a card that another one has, of a bridge and of nothing that is known": {
    links: [phy("a", A), phy("b", B), bridge("br0", ["a"]), bridge("br1", ["a", "br0", "z", "b"])],
    made: [
      "eth0: port of br0",
      "eth1: port of br1",
      "br0: bridge of eth0, up, no addresses",
      "br1: bridge of eth1, up, no addresses",
    ],
    said: [
      '0]: the port "a" is in the bridge br0 already',
      '1]: the link "br0" is a bridge itself',
      '2]: there is no link with the id "z"',
    ].map((fault) => `problem $.links[3].bridge_links[${fault}; the bridge "br1" goes without it.`),
  },
  "of a bond of which one port is InfiniBand": {
    links: [phy("a", A), phy("i", IB), phy("b", B), bond("x", ["a", "i"]), bridge("br0", ["x", "b"])],
    made: [
      "eth0: port of x",
      "eth1: port of br0",
      "ib0: port of x",
      "x: active-backup bond of eth0 and ib0, up, no addresses",
      "br0: bridge of eth1, up, no addresses",
    ],
    said: [
      'problem $.links[4].bridge_links[0]: the link "x" is InfiniBand, which no bridge takes; ' +
      'the bridge "br0" goes without it.',
    ],
  },
  "whose MTU one of its ports does not have": {
    links: [phy("a", A, { mtu: 1400 }), phy("b", B), bridge("br0", ["a", "b"], { mtu: 1500 })],
    made: [
      "eth0: port of br0, MTU 1400",
      "eth1: port of br0",
      "br0: bridge of eth0 and eth1, up, no addresses",
    ],
    said: [
      "problem $.links[2].mtu: the MTU 1500 of br0 is above the 1400 of its ports; " +
      "the bridge gets what all can carry.",
    ],
  },
  "with a network on its port": {
    links: [phy("a", A), phy("b", B), bridge("br0", ["a", "b"])],
    networks: [v4("a", "192.0.2.10/24", "192.0.2.1"), dhcp("br0")],
    made: [
      "eth0: port of br0",
      "eth1: port of br0",
      "br0: bridge of eth0 and eth1, DHCP, 192.0.2.10/24, default via 192.0.2.1 on the link",
    ],
    said: ['note $.networks[0].link: the link "a" is a port of the bridge br0; the network is on br0.'],
  },
  "whose MTU its ports get": {
    links: [phy("a", A), phy("b", B), bond("x", ["b"]), bridge("br0", ["a", "x"], { mtu: 9000 })],
    made: [
      "eth0: port of br0, MTU 9000",
      "eth1: port of x",
      "x: active-backup bond of eth1, port of br0, MTU 9000",
      "br0: bridge of eth0 and x, up, no addresses, MTU 9000",
    ],
    said: ["eth0", "x"].map((port) =>
      `note $.links[3].mtu: br0 has an MTU of 9000 and its port ${port} none; ${port} gets 9000 as well.`
    ),
  },
  "whose MTU no port has, with a VLAN of as much": {
    links: [
      phy("a", A, { mtu: 1400 }),
      bridge("br0", ["a"], { mtu: 1500 }),
      vlan("v", "br0", 5, { mtu: 1401 }),
      vlan("w", "br0", 6, { mtu: 1400 }),
    ],
    made: [
      "eth0: port of br0, MTU 1400",
      "br0: bridge of eth0, up, no addresses",
      "br0.5: VLAN 5 on br0, up, no addresses",
      "br0.6: VLAN 6 on br0, up, no addresses, MTU 1400",
    ],
    said: [
      "problem $.links[1].mtu: the MTU 1500 of br0 is above the 1400 of its ports; " +
      "the bridge gets what all can carry.",
      "problem $.links[2].mtu: the MTU 1401 of br0.5 is above the 1400 of its parent br0; " +
      "the VLAN gets its parent's.",
    ],
  },
  "that an operator makes, with all that the drive has in it and on it": {
    links: [
      phy("a", A),
      phy("b", B),
      bond("x", ["a"]),
      vlan("v", "b", 5),
      vlan("u", "v", 6),
      bridge("br0", ["x", "v"]),
      vlan("w", "br0", 7),
    ],
    claims: [own("br0")],
    made: ["eth1: up, no addresses"],
    said: [
      "note $.links[5]: br0 is left to /etc/mine.",
      "note $.links[2]: x is left to /etc/mine.",
      'note $.links[3]: "v" is left to /etc/mine.',
      "note $.links[6]: br0, which carries it, is left to /etc/mine; the VLAN is not made.",
      'note $.links[4]: "v", which carries it, is left to /etc/mine; the VLAN is not made.',
      "note $.links[0]: eth0 is left to /etc/mine.",
    ],
  },
  "whose addresses an operator says": {
    links: [phy("a", A), bridge("br0", ["a"])],
    networks: [v4("br0", "192.0.2.10/24"), v4("a", "192.0.2.11/24")],
    claims: [own("br0", { settingsOnly: true })],
    made: ["eth0: port of br0", "br0: bridge of eth0, left to /etc/mine"],
    said: [
      "note $.links[1]: br0 is left to /etc/mine.",
      'note $.networks[1].link: the link "a" is a port of the bridge br0; the network is skipped.',
    ],
  },
  "whose name a bond takes, and the next an operator": {
    links: [phy("a", A), phy("b", B), bond("br0", ["a"]), { ...bridge("c", ["b"]), name: "br0" }],
    claims: [own("c")],
    made: [
      "eth0: port of br0",
      "br0: active-backup bond of eth0, up, no addresses",
      "eth1: up, no addresses",
    ],
    said: ["note $.links[3]: c is left to /etc/mine."],
  },
};

for (const [what, { links, networks = [], claims = [], made, said = [] }] of Object.entries(ROWS)) {
  Deno.test(`resolve: bridges: one ${what}`, () => {
    const resolved = resolveDocument({ links, networks }, CARDS, { dhcpFallback: false, claims });
    const described = [...resolved.links.values()].map((link) => `${link.name}: ${describeLink(link)}`);
    assert.deepEqual([described.sort(), resolved.said], [[...made].sort(), said]);
  });
}
