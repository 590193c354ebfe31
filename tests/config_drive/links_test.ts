import assert from "node:assert/strict";
import { readDocument } from "../support/documents.ts";

const MAC = "52:54:00:00:00:0a";

function readLink(link: object) {
  const { data, said } = readDocument({
    links: [{ id: "a", ethernet_mac_address: MAC, ...link }],
    networks: [],
  });
  return { link: data?.links[0], said };
}

const ACCEPTED: Record<string, { link: object; read: object }> = {
  "type absent": { link: {}, read: { kind: "physical", mac: MAC } },
  "type null": { link: { type: null }, read: { kind: "physical" } },
  "type of OVH": { link: { type: "bgpovs" }, read: { kind: "physical" } },
  "type of OTC": { link: { type: "cascading" }, read: { kind: "physical" } },
  "MAC in upper case": {
    link: { ethernet_mac_address: "52:54:00:AB:CD:EF" },
    read: { mac: "52:54:00:ab:cd:ef" },
  },
  "MAC with hyphens": {
    link: { ethernet_mac_address: "52-54-00-ab-cd-ef" },
    read: { mac: "52:54:00:ab:cd:ef" },
  },
  "MAC without separators": {
    link: { ethernet_mac_address: "525400ABCDEF" },
    read: { mac: "52:54:00:ab:cd:ef" },
  },
  "MAC in Cisco's form": {
    link: { ethernet_mac_address: "5254.00ab.cdef" },
    read: { mac: "52:54:00:ab:cd:ef" },
  },
  "no MAC": { link: { ethernet_mac_address: null }, read: { kind: "physical", mac: undefined } },
  "an empty MAC": { link: { ethernet_mac_address: "" }, read: { kind: "physical", mac: undefined } },
  "MTU null": { link: { mtu: null }, read: { mtu: undefined } },
  "MTU of an empty text": { link: { mtu: "" }, read: { mtu: undefined } },
  "MTU 0": { link: { mtu: 0 }, read: { mtu: undefined } },
  "MTU 0 as text": { link: { mtu: "0" }, read: { mtu: undefined } },
  "type of an empty text": { link: { type: "" }, read: { kind: "physical" } },
  "empty texts of a bond": {
    link: {
      type: "bond",
      bond_mode: "1",
      bond_links: ["", null],
      bond_primary: "",
      ethernet_mac_address: "",
    },
    read: { mac: undefined, ports: [], portOptions: [] },
  },
  "bond option of an empty text": {
    link: { type: "bond", bond_mode: "1", bond_links: [], bond_xmit_hash_policy: "" },
    read: { options: new Map() },
  },
  "bond mode 0": { link: { type: "bond", bond_mode: 0, bond_links: [] }, read: { mode: "balance-rr" } },
  "VLAN with an empty MAC": {
    link: { type: "vlan", vlan_id: 1, vlan_link: "b", vlan_mac_address: " " },
    read: { mac: undefined },
  },
  "MTU as text": { link: { mtu: "9000" }, read: { mtu: 9000 } },
  "VLAN id as text": {
    link: { type: "vlan", vlan_id: "100", vlan_link: "b" },
    read: { kind: "vlan", vlanId: 100 },
  },
  "VLAN without a MAC": { link: { type: "vlan", vlan_id: 4094, vlan_link: "b" }, read: { mac: undefined } },
  "VLAN with a null MAC": {
    link: { type: "vlan", vlan_id: 1, vlan_link: "b", vlan_mac_address: null },
    read: { mac: undefined },
  },
  "bond mode as a number": {
    link: { type: "bond", bond_mode: 4, bond_links: [] },
    read: { mode: "802.3ad" },
  },
  "bond mode as a number in text": {
    link: { type: "bond", bond_mode: "1", bond_links: [] },
    read: { mode: "active-backup" },
  },
  "bond option as a number or as text": {
    link: { type: "bond", bond_mode: "1", bond_links: [], bond_miimon: "100", bond_updelay: 200 },
    read: { options: new Map([["miimon", "100"], ["updelay", "200"]]) },
  },
  "bond option as a list": {
    link: { type: "bond", bond_mode: "1", bond_links: [], bond_arp_ip_target: ["192.0.2.1", "192.0.2.2"] },
    read: { options: new Map([["arp_ip_target", "192.0.2.1,192.0.2.2"]]) },
  },
  "bond option null": {
    link: { type: "bond", bond_mode: "1", bond_links: [], bond_miimon: null },
    read: { options: new Map() },
  },
};

for (const [name, { link, read }] of Object.entries(ACCEPTED)) {
  Deno.test(`link accepted: ${name}`, () => {
    const result = readLink(link);
    assert.deepEqual(result.said, []);
    for (const [key, value] of Object.entries(read)) {
      assert.deepEqual(result.link?.[key as keyof typeof result.link], value, key);
    }
  });
}

const FAULTS: Record<string, { link: object; said: string; kept: boolean }> = {
  "unknown type": {
    link: { type: "frob" },
    said:
      'note $.links[0].type: "frob" is not a known type of link; the link is taken for hardware with this MAC.',
    kept: true,
  },
  "MAC too short": {
    link: { ethernet_mac_address: "52:54:00" },
    said:
      'problem $.links[0].ethernet_mac_address: "52:54:00" is not a hardware address, as in 52:54:00:12:34:56; the link is skipped.',
    kept: false,
  },
  "MAC with a command": {
    link: { ethernet_mac_address: `${MAC}\nup reboot` },
    said:
      'problem $.links[0].ethernet_mac_address: "52:54:00:00:00:0a\\nup reboot" is not a hardware address, ' +
      "as in 52:54:00:12:34:56; the link is skipped.",
    kept: false,
  },
  "a MAC of nothing but zeros for a VLAN": {
    link: { type: "vlan", vlan_id: 1, vlan_link: "b", vlan_mac_address: "00:00:00:00:00:00" },
    said:
      'problem $.links[0].vlan_mac_address: "00:00:00:00:00:00" is not a hardware address to give a device, ' +
      "as in 52:54:00:12:34:56; it is left out.",
    kept: true,
  },
  "a group's MAC for a VLAN": {
    link: { type: "vlan", vlan_id: 1, vlan_link: "b", vlan_mac_address: "01:00:5e:00:00:01" },
    said:
      'problem $.links[0].vlan_mac_address: "01:00:5e:00:00:01" is not a hardware address to give a device, ' +
      "as in 52:54:00:12:34:56; it is left out.",
    kept: true,
  },
  "an InfiniBand port's MAC for a bond": {
    link: {
      ...{ type: "bond", bond_mode: "802.3ad", bond_links: ["b"] },
      ethernet_mac_address: "80:00:02:08:fe:80:00:00:00:00:00:00:00:00:00:00:00:00:00:01",
    },
    said:
      'problem $.links[0].ethernet_mac_address: "80:00:02:08:fe:80:00:00:00:00:00:00:00:00:00:00:00:00:00:01" ' +
      "is not a hardware address to give a device, as in 52:54:00:12:34:56; it is left out.",
    kept: true,
  },
  "VLAN id 0": {
    link: { type: "vlan", vlan_id: 0, vlan_link: "b" },
    said: "problem $.links[0].vlan_id: 0 is not a VLAN id, a number from 1 to 4094; the VLAN is skipped.",
    kept: false,
  },
  "VLAN id 4095": {
    link: { type: "vlan", vlan_id: 4095, vlan_link: "b" },
    said: "problem $.links[0].vlan_id: 4095 is not a VLAN id, a number from 1 to 4094; the VLAN is skipped.",
    kept: false,
  },
  "MTU 65536": {
    link: { mtu: 65536 },
    said: "problem $.links[0].mtu: 65536 is not an MTU, a number from 68 to 65535; it is left out.",
    kept: true,
  },
  "MTU as a huge number": {
    link: { mtu: 1e400 },
    said: "problem $.links[0].mtu: Infinity is not an MTU, a number from 68 to 65535; it is left out.",
    kept: true,
  },
  "bond mode 7": {
    link: { type: "bond", bond_mode: 7, bond_links: [] },
    said:
      'problem $.links[0].bond_mode: "7" is not a bond mode; the bond gets active-backup, which needs nothing of the switch.',
    kept: true,
  },
  "bond without a mode": {
    link: { type: "bond", bond_links: [] },
    said:
      "note $.links[0].bond_mode: the bond has no mode; it gets active-backup, which needs nothing of the switch.",
    kept: true,
  },
  "bond mode of nova's specification": {
    link: { type: "bond", bond_mode: "802.1ad", bond_links: [] },
    said:
      'note $.links[0].bond_mode: "802.1ad" is not a bond mode; it is taken for 802.3ad, as nova\'s specification has it.',
    kept: true,
  },
  "bond option with a command": {
    link: { type: "bond", bond_mode: 1, bond_links: [], bond_miimon: "100; reboot" },
    said:
      'problem $.links[0].bond_miimon: "100; reboot" is not a value of the bond option miimon; it is left out.',
    kept: true,
  },
  "bond option named like a prototype's": {
    link: { type: "bond", bond_mode: 1, bond_links: [], bond_constructor: 1 },
    said:
      'note $.links[0].bond_constructor: "bond_constructor" is no option of the kernel\'s bonding driver; it is ignored.',
    kept: true,
  },
  "bond option with a line break and a terminal's escape": {
    link: { type: "bond", bond_mode: 1, bond_links: [], "bond_\n\u001b[2J": 1 },
    said:
      'note $.links[0]["bond_\\n\\u001b[2J"]: "bond_\\n\\u001b[2J" is no option of the kernel\'s bonding driver; it is ignored.',
    kept: true,
  },
  "id that is a path": {
    link: { id: "../../etc/x" },
    said: 'note $.links[0].id: "../../etc/x" is an odd id for a link; ' +
      "it only connects entries of the drive and names nothing on this machine.",
    kept: true,
  },
};

for (const [name, { link, said, kept }] of Object.entries(FAULTS)) {
  Deno.test(`link fault: ${name}`, () => {
    const result = readLink(link);
    assert.deepEqual(result.said, [said]);
    assert.equal(result.link !== undefined, kept);
  });
}

const OTHER_MAC = "52:54:00:00:00:0b";

/** Links with the id `a`, and the ids under which they are known. */
const TWICE: readonly [what: string, second: object, ids: readonly string[], isSaid: boolean][] = [
  ["a VLAN", { type: "vlan", vlan_id: 1, vlan_link: "a" }, ["$.links[0]"], true],
  ["another card", { ethernet_mac_address: OTHER_MAC }, ["$.links[0]", "$.links[1]"], true],
  ["the same card", { ethernet_mac_address: MAC, mtu: 1400 }, ["a"], false],
  ["a card of another name", { ethernet_mac_address: MAC, name: "x" }, ["$.links[0]", "$.links[1]"], true],
];

for (const [what, second, ids, isSaid] of TWICE) {
  Deno.test(`links: an id twice, then of ${what}`, () => {
    const links = [{ id: "a", ethernet_mac_address: MAC }, { id: "a", ...second }];
    const { data, said } = readDocument({ links, networks: [] });
    assert.deepEqual(data?.links.map(({ id }) => id), ids);
    const message =
      'problem $.links[1].id: the id "a" is that of $.links[0] already; neither is what other entries mean by it.';
    assert.deepEqual(said, isSaid ? [message] : []);
  });
}

Deno.test("links: others mean one by its name where no link has the id", () => {
  const { data, said } = readDocument({
    links: [
      { id: "p0", name: "mgmt0", ethernet_mac_address: MAC },
      { id: "p1", name: "p0", ethernet_mac_address: OTHER_MAC },
      { id: "x", name: "twice", ethernet_mac_address: "52:54:00:00:00:0c" },
      { id: "y", name: "twice", ethernet_mac_address: "52:54:00:00:00:0d" },
      {
        id: "b",
        name: "data",
        type: "bond",
        bond_mode: 1,
        bond_links: ["mgmt0", "p0"],
        bond_primary: "mgmt0",
      },
      { id: "v", type: "vlan", vlan_id: 2, vlan_link: "data" },
      { id: "w", type: "vlan", vlan_id: 3, vlan_link: "twice" },
    ],
    networks: [{ type: "ipv4_dhcp", link: "data" }, { type: "ipv4_dhcp", link: "none" }],
  });
  const bond = data?.links.find((link) => link.kind === "bond");
  assert.deepEqual(bond?.ports.map(({ id }) => id), ["p0", "p0"]);
  assert.deepEqual(bond?.portOptions.map(({ value }) => value), ["p0"]);
  assert.deepEqual(data?.links.flatMap((link) => link.kind === "vlan" ? link.parent : []), ["b", "twice"]);
  assert.deepEqual([data?.networks.map(({ link }) => link), said], [["b", "none"], []]);
});

for (const [written, mode] of [["802.1AD", "802.3ad"], ["Active-Backup", "active-backup"]] as const) {
  Deno.test(`links: the bond mode ${written} is ${mode}, as its case does not matter`, () => {
    const { link } = readLink({ type: "bond", bond_mode: written, bond_links: [] });
    assert.equal(link?.kind === "bond" && link.mode, mode);
  });
}
