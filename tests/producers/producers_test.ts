import assert from "node:assert/strict";
import type { Link, NetworkConfig } from "../../lib/network.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { NETWORKS, prefix, route } from "../networks.ts";
import { randomOf } from "../trust/random.ts";
import { DIALECTS } from "./dialects/mod.ts";
import { type Documents, judgeDrive } from "./judge.ts";
import { differencesOf } from "./meaning.ts";
import { documentOf, type Entry, type NetworkDocument } from "./schema.ts";
import { tryProducer } from "./trial.ts";
import type { Wish } from "./wish.ts";
import { wishOf } from "./wishes.ts";

const noCloud = () => Promise.reject(new Error("no cloud is asked here"));

for (const dialect of DIALECTS) {
  Deno.test(`producers: what ${dialect.name} writes comes out on all stacks`, async () => {
    assert.deepEqual(await tryProducer(dialect, { count: 8, seed: 7 }, noCloud), []);
  });
}

Deno.test("producers: the same seed gives the same wishes, another one others", () => {
  const [one, again, other] = [1, 1, 2].map((seed) => wishOf(randomOf(seed), DIALECTS[0]!.abilities));
  assert.deepEqual(one, again);
  assert.notDeepEqual(one, other);
});

const WISH: Wish = {
  hostName: "web",
  keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnfsGJoHbeslFEDyLi2Wdc1ItixcjS1ZJx03a9H96Bg one@example"],
  cards: [1, 2, 3].map((number) => ({ device: `eth${number}`, mac: `52:54:00:00:00:0${number}` })),
  links: [
    { device: "eth1", mac: "52:54:00:00:00:01", networks: [] },
    { device: "eth2", mac: "52:54:00:00:00:02", networks: [] },
    {
      device: "bond0",
      mac: "52:54:00:00:00:01",
      mtu: 9000,
      bond: { mode: "802.3ad", ports: ["eth1", "eth2"], options: { lacp_rate: "fast", miimon: "100" } },
      networks: [],
    },
    {
      device: "bond0.100",
      mac: "52:54:00:00:01:00",
      mtu: 1450,
      vlan: { parent: "bond0", id: 100 },
      networks: [{
        family: 4,
        method: "static",
        prefix: "192.0.2.0/24",
        address: "192.0.2.10",
        gateway: "192.0.2.1",
        routes: [{ destination: "198.51.100.0/24", gateway: "192.0.2.2" }],
        nameServers: ["192.0.2.53"],
      }],
    },
  ],
  nameServers: [],
};

function documentsOf(network: NetworkDocument, more: Entry = {}): Documents {
  const metaData = { name: WISH.hostName, public_keys: { mine: WISH.keys[0] }, ...more };
  return { "network_data.json": JSON.stringify(network), "meta_data.json": JSON.stringify(metaData) };
}

Deno.test("producers: a drive that says what is wanted has no differences", () => {
  assert.deepEqual(judgeDrive(WISH, documentsOf(documentOf(WISH))), []);
});

/** What a producer may get wrong in the document, and what is said of it. */
const WRONG: readonly [what: string, spoil: (document: NetworkDocument) => void, said: RegExp][] = [
  [
    "an address",
    ({ networks }) => networks[0]!.ip_address = "192.0.2.11",
    /missing: bond0\.100: static 192\.0\.2\.10\/24/,
  ],
  [
    "a netmask",
    ({ networks }) => networks[0]!.netmask = "255.255.255.128",
    /not wanted: .*static 192\.0\.2\.10\/25/,
  ],
  ["DHCP", ({ networks }) => networks[0]!.type = "ipv4_dhcp", /not wanted: bond0\.100: DHCPv4 true/],
  [
    "a gateway",
    ({ networks }) => routesOf(networks)[0]!.gateway = "192.0.2.9",
    /missing: .*0\.0\.0\.0\/0 via 192\.0\.2\.1,/,
  ],
  ["no route", ({ networks }) => routesOf(networks).pop(), /missing: .*route 198\.51\.100\.0\/24/],
  ["a name server", ({ networks }) => networks[0]!.services = [], /missing: .*asks 192\.0\.2\.53/],
  ["an MTU", ({ links }) => links[3]!.mtu = 1400, /missing: bond0\.100: MTU 1450/],
  ["no MTU", ({ links }) => delete links[3]!.mtu, /missing: bond0\.100: MTU 1450/],
  ["a mode", ({ links }) => links[2]!.bond_mode = "balance-xor", /missing: bond0: bond mode 802\.3ad/],
  ["a port too few", ({ links }) => links[2]!.bond_links = ["eth1"], /missing: bond0: bond ports eth1 eth2/],
  ["an option", ({ links }) => links[2]!.bond_miimon = "50", /missing: bond0: bond miimon 100/],
  ["a VLAN", ({ links }) => links[3]!.vlan_id = 101, /not wanted: .*VLAN 101 on bond0/],
  ["a parent", ({ links }) => links[3]!.vlan_link = "eth1", /missing: bond0\.100: VLAN 100 on bond0/],
  [
    "another's hardware address",
    ({ links }) => links[3]!.vlan_mac_address = "52:54:00:00:01:01",
    /52:54:00:00:01:00/,
  ],
  ["a card too many", ({ links, networks }) => {
    links.push({ id: "x", type: "phy", ethernet_mac_address: "52:54:00:00:00:03" });
    networks.push({ id: "n", link: "x", type: "ipv6_slaac" });
  }, /not wanted: eth3: router advertisements accept/],
  ["a fault", ({ links }) => links[3]!.mtu = -1, /a problem is reported/],
];

function routesOf(networks: readonly Entry[]): Entry[] {
  return networks[0]!.routes as Entry[];
}

for (const [what, spoil, said] of WRONG) {
  Deno.test(`producers: ${what} in the drive that is not wanted is found on each stack`, () => {
    const document: NetworkDocument = structuredClone(documentOf(WISH));
    spoil(document);
    const differences = judgeDrive(WISH, documentsOf(document));
    for (const { name } of STACKS) {
      assert.ok(
        differences.some((line) => line.startsWith(`${name}: `) && said.test(line)),
        differences.join("\n"),
      );
    }
  });
}

Deno.test("producers: another host name and another key are found", () => {
  const other = documentsOf(documentOf(WISH), { name: "db", public_keys: {} });
  const differences = judgeDrive(WISH, other).filter((line) => line.startsWith("networkd: "));
  assert.deepEqual(differences, [
    'networkd: the host name is "db" and not "web"',
    `networkd: missing: the key ${WISH.keys[0]}`,
  ]);
});

/** What a stack may get wrong: the link is eth0 of the network "static dual stack". */
const RENDERED: readonly [what: string, change: (link: Link) => Link][] = [
  ["an address", (link) => ({ ...link, addresses: [prefix("192.0.2.11/24"), ...link.addresses.slice(1)] })],
  ["DHCP", (link) => ({ ...link, dhcp4: true })],
  ["DHCPv6", (link) => ({ ...link, dhcp6: "addresses" })],
  ["router advertisements", (link) => ({ ...link, routerAdvertisements: "accept" })],
  [
    "a route's way",
    (link) => ({
      ...link,
      routes: [route("0.0.0.0/0", "192.0.2.1", { onLink: true }), ...link.routes.slice(1)],
    }),
  ],
  ["a route", (link) => ({ ...link, routes: link.routes.slice(1) })],
  ["the order of name servers", (link) => ({ ...link, nameServers: link.nameServers.toReversed() })],
  ["a search domain", (link) => ({ ...link, searchDomains: link.searchDomains.slice(1) })],
  ["an MTU", (link) => ({ ...link, mtu: 1500 })],
  ["a name", (link) => ({ ...link, name: "eth1" })],
];

for (const [what, change] of RENDERED) {
  Deno.test(`producers: ${what} that a stack gets wrong is a difference`, () => {
    const wanted = NETWORKS["static dual stack"]!;
    const rendered: NetworkConfig = { links: wanted.links.map(change) };
    assert.deepEqual(differencesOf(wanted, wanted), []);
    assert.notDeepEqual(differencesOf(wanted, rendered), []);
  });
}

Deno.test("producers: which of two routes is preferred is told, not by what numbers", () => {
  const network = (first: number, second: number): NetworkConfig => ({
    links: NETWORKS["static dual stack"]!.links.map((link) => ({
      ...link,
      routes: [
        route("0.0.0.0/0", "192.0.2.1", { metric: first }),
        route("0.0.0.0/0", "192.0.2.2", { metric: second }),
      ],
    })),
  });
  assert.deepEqual(differencesOf(network(1, 2), network(100, 200)), []);
  assert.notDeepEqual(differencesOf(network(1, 2), network(200, 100)), []);
  assert.notDeepEqual(differencesOf(network(1, 2), network(100, 100)), []);
});
