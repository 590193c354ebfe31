import assert from "node:assert/strict";
import type { DeviceData } from "../../lib/config_drive/meta_data.ts";
import type { NetworkInterface } from "../../lib/interfaces.ts";
import { prefixText } from "../../lib/ip.ts";
import { bond, dhcp, nic, phy, resolveDocument, v4, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const IB = "00:00:09:28:fe:80:00:00:00:00:00:00:00:15:5d:ff:fd:33:ff:0b";
const SHORT = "00:15:5d:33:ff:0b";
const IB0 = nic("ib0", IB, { infiniband: true });

interface Row {
  readonly interfaces: readonly NetworkInterface[];
  readonly document: { readonly links: object[]; readonly networks: object[] };
  readonly cards?: readonly DeviceData[];
  /** Names with their static addresses, `dhcp` for what the drive says nothing about, `-` for what carries others. */
  readonly links: readonly string[];
  readonly said?: readonly string[];
}

const card = (mac: string, more: Partial<DeviceData>): DeviceData => ({
  mac,
  pciAddress: undefined,
  vlan: undefined,
  ...more,
});

const named = (id: string, more: object = {}) => ({ id, type: "phy", ...more });
const MISSING = 'no interface of this machine has the address "52:54:00:00:00:0b"; ' +
  "the link is configured when the interface appears.";

const ROWS: Record<string, Row> = {
  "an Ethernet card and an InfiniBand port that share six bytes": {
    interfaces: [nic("eth0", SHORT), IB0],
    document: { links: [phy("a", SHORT)], networks: [v4("a", "192.0.2.1/24")] },
    links: ["eth0 192.0.2.1/24", "ib0 dhcp"],
  },
  "the same, where the drive has all twenty": {
    interfaces: [nic("eth0", SHORT), IB0],
    document: { links: [phy("a", IB)], networks: [v4("a", "192.0.2.1/24")] },
    links: ["eth0 dhcp", "ib0 192.0.2.1/24"],
  },
  "twenty bytes are no Ethernet card's": {
    interfaces: [nic("eth0", SHORT)],
    document: { links: [phy("a", IB)], networks: [] },
    links: ["eth0 dhcp"],
    said: [
      `note $.links[0].ethernet_mac_address: no interface of this machine has the address "${IB}"; ` +
      "the link is configured when the interface appears.",
    ],
  },
  "virtual functions of a card that is here: one that the drive names, and one that it does not": {
    interfaces: [
      nic("eth0", A),
      nic("eth0v0", B, { isVirtualFunction: true }),
      nic("eth0v1", SHORT, { isVirtualFunction: true }),
    ],
    document: { links: [phy("b", B)], networks: [v4("b", "192.0.2.1/24")] },
    links: ["eth0 dhcp", "eth0v0 192.0.2.1/24"],
  },
  "a link without a MAC, by its name": {
    interfaces: [nic("enp1s0", A), nic("eth0", B)],
    document: { links: [named("eth0", { name: "enp1s0" })], networks: [v4("eth0", "192.0.2.1/24")] },
    links: ["enp1s0 192.0.2.1/24", "eth0 dhcp"],
    said: [
      "note $.links[0].ethernet_mac_address: the link has no hardware address; it is the interface enp1s0, by its name.",
    ],
  },
  "links without MACs, by their ids, in a bond": {
    interfaces: [nic("eno1", A), nic("eno2", B)],
    document: {
      links: [named("eno1"), named("eno2", { name: "x" }), bond("bond0", ["eno1", "eno2"])],
      networks: [v4("bond0", "192.0.2.1/24")],
    },
    links: ["eno1 -", "eno2 -", "bond0 192.0.2.1/24"],
    said: [
      "note $.links[0].ethernet_mac_address: the link has no hardware address; it is the interface eno1, by its name.",
      "note $.links[1].ethernet_mac_address: the link has no hardware address; it is the interface eno2, by its name.",
    ],
  },
  "a link without a MAC, and no interface of its name": {
    interfaces: [nic("eth0", A)],
    document: { links: [named("tap0", { name: "port" })], networks: [v4("tap0", "192.0.2.1/24")] },
    links: ["eth0 dhcp"],
    said: [
      "problem $.links[0].ethernet_mac_address: the link has no hardware address, and no interface of this machine is " +
      'called "port" or "tap0"; the link is configured when the interface appears.',
    ],
  },
  "two links with one id": {
    interfaces: [nic("eth0", A), nic("eth1", B)],
    document: { links: [phy("p", A), phy("p", B)], networks: [v4("p", "192.0.2.1/24")] },
    links: ["eth0 dhcp", "eth1 dhcp"],
    said: ['problem $.networks[0].link: there is no usable link with the id "p"; the network is skipped.'],
  },
  "a port that was taken away, alone and below others": {
    interfaces: [nic("eth0", A)],
    document: {
      links: [phy("a", A), phy("b", B), bond("x", ["b"]), vlan("v", "b", 5), vlan("w", "x", 6)],
      networks: [v4("a", "192.0.2.1/24"), v4("b", "198.51.100.1/24"), v4("v", "203.0.113.1/24"), dhcp("w")],
    },
    links: ["eth0 192.0.2.1/24"],
    said: [
      `note $.links[1].ethernet_mac_address: ${MISSING}`,
      'note $.links[2].bond_links[0]: the port "b" is not on this machine; the bond "x" goes without it.',
      "note $.links[2].bond_links: the bond has no port on this machine; it is skipped.",
      'note $.links[3].vlan_link: its link "b" is not configured on this machine; the VLAN is skipped.',
      'note $.links[4].vlan_link: its link "x" is not configured on this machine; the VLAN is skipped.',
    ],
  },
  "a bond that has no ports": {
    interfaces: [],
    document: { links: [bond("x", [])], networks: [] },
    links: [],
    said: ["problem $.links[0].bond_links: the bond has no port on this machine; it is skipped."],
  },
  "two cards with one MAC, of which the meta data says where the one is": {
    interfaces: [
      nic("eth0", A, { pciAddress: "0000:00:04.0" }),
      nic("eth1", A, { pciAddress: "0000:00:05.0" }),
    ],
    document: { links: [phy("a", A)], networks: [v4("a", "192.0.2.1/24")] },
    cards: [card(B, { pciAddress: "0000:00:04.0" }), card(A, { pciAddress: "0000:00:05.0" })],
    links: ["eth0 dhcp", "eth1 192.0.2.1/24"],
  },
  "two cards with one MAC, and a place that is neither's": {
    interfaces: [nic("eth0", A, { pciAddress: "0000:00:04.0" }), nic("eth1", A)],
    document: { links: [phy("a", A)], networks: [v4("a", "192.0.2.1/24")] },
    cards: [card(A, { pciAddress: "0000:00:06.0" })],
    links: ["eth0 dhcp", "eth1 dhcp"],
    said: [
      `problem $.links[0].ethernet_mac_address: eth0 and eth1 both have the address "${A}", ` +
      "so it is unknown which is meant; none of them gets the link's configuration.",
    ],
  },
  "two cards with one MAC, of which the second by name comes first": {
    interfaces: [nic("eth1", A), nic("eth0", A)],
    document: { links: [phy("a", A)], networks: [] },
    links: ["eth0 dhcp", "eth1 dhcp"],
    said: [
      `problem $.links[0].ethernet_mac_address: eth0 and eth1 both have the address "${A}", ` +
      "so it is unknown which is meant; none of them gets the link's configuration.",
    ],
  },
  "a made device with an odd name, of which nobody speaks": {
    interfaces: [nic("eth0", A), nic("$(reboot)", B, { hasPermanentMac: false })],
    document: { links: [], networks: [] },
    links: ["eth0 dhcp"],
  },
  "two cards, of which one is passed through, with a VLAN on each": {
    interfaces: [nic("eth0", A), nic("eth1", B)],
    document: {
      links: [phy("a", A), phy("b", B), vlan("v", "a", 7), vlan("w", "b", 7)],
      networks: [v4("a", "192.0.2.1/24"), v4("v", "198.51.100.1/24"), v4("w", "203.0.113.1/24")],
    },
    cards: [card(A, { vlan: 300 }), card(B, {})],
    links: [
      "eth0 -",
      "eth1 -",
      "eth0.300 192.0.2.1/24",
      "eth0.7 198.51.100.1/24",
      "eth1.7 203.0.113.1/24",
    ],
    said: ["note $.links[0]: the cloud says that its port is in VLAN 300; its networks are on that VLAN."],
  },
  "a card that the drive names, and whose own name no file can hold": {
    interfaces: [nic("eth0", A), nic("$(reboot)", B)],
    document: { links: [phy("b", B)], networks: [] },
    links: ["eth0 dhcp"],
    said: [
      'problem /sys/class/net: the interface name "$(reboot)" has characters that configuration files cannot hold; ' +
      "the interface is left alone.",
      `note $.links[0].ethernet_mac_address: ${MISSING}`,
    ],
  },
  "a card that is passed through, whose VLAN the guest has to tag": {
    interfaces: [nic("eth0", A)],
    document: {
      links: [phy("a", A, { mtu: 1400 }), vlan("trunk", "a", 7)],
      networks: [v4("a", "192.0.2.1/24"), v4("trunk", "198.51.100.1/24")],
    },
    cards: [card(A, { vlan: 300 })],
    links: ["eth0 -", "eth0.300 192.0.2.1/24", "eth0.7 198.51.100.1/24"],
    said: ["note $.links[0]: the cloud says that its port is in VLAN 300; its networks are on that VLAN."],
  },
  "a virtual function, whose VLAN the host tags": {
    interfaces: [nic("eth0", A)],
    document: { links: [phy("a", A, { type: "hw_veb" })], networks: [v4("a", "192.0.2.1/24")] },
    cards: [card(A, { vlan: 300 })],
    links: ["eth0 192.0.2.1/24"],
  },
  "a card of a bond is not tagged": {
    interfaces: [nic("eth0", A)],
    document: { links: [phy("a", A), bond("x", ["a"])], networks: [v4("x", "192.0.2.1/24")] },
    cards: [card(A, { vlan: 300 })],
    links: ["eth0 -", "x 192.0.2.1/24"],
  },
};

Deno.test("resolve: the VLAN of a card that is passed through has the card's MTU", () => {
  const cards = [card(A, { vlan: 300 })];
  const { links } = resolveDocument({ links: [phy("a", A, { mtu: 1400 })], networks: [] }, [nic("eth0", A)], {
    cards,
  });
  assert.deepEqual([...links.values()].map(({ name, mtu }) => [name, mtu]), [["eth0", 1400], [
    "eth0.300",
    1400,
  ]]);
});

Deno.test("resolve: for one that is a part of another interface nothing is configured, and nothing is wrong", () => {
  const interfaces = [nic("eth0", A), nic("enP1s1", A, { hasPermanentMac: false })];
  const document = { links: [phy("a", A)], networks: [v4("a", "192.0.2.1/24")] };
  const { links, selected, said } = resolveDocument(document, interfaces, { only: "enP1s1" });
  assert.deepEqual([[...links.keys()], selected, said], [["eth0"], ["enP1s1"], []]);
});

for (const [title, { interfaces, document, cards = [], links, said = [] }] of Object.entries(ROWS)) {
  Deno.test(`resolve: ${title}`, () => {
    const resolved = resolveDocument(document, interfaces, { cards });
    const got = [...resolved.links.values()].map(({ name, fallback, addresses }) =>
      `${name} ${fallback ? "dhcp" : addresses.map(prefixText).join() || "-"}`
    );
    assert.deepEqual([got, resolved.said], [links, said]);
  });
}
