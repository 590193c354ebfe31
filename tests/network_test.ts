import assert from "node:assert/strict";
import {
  belowOf,
  connectedLinks,
  hasDns,
  hasStatic,
  isKeptUp,
  isPort,
  isUnconfigured,
  type Link,
  linksByName,
  masterOf,
  nameServers,
  searchDomains,
  vlansByParent,
  wantsIpv6,
} from "../lib/network.ts";
import { bond, bridge, bridgePort, ip, physical, port, prefix, vlan } from "./networks.ts";

const MAC = "52:54:00:00:00:0a";
const card = (more: Parameters<typeof physical>[2] = {}) => physical("eth0", MAC, more);

/** A link, and whether it asks for nothing, for IPv6, and has addresses of each family. */
const ASKS: readonly [
  what: string,
  link: Link,
  unconfigured: boolean,
  ipv6: boolean,
  static4: boolean,
  static6: boolean,
][] = [
  ["nothing", card(), true, false, false, false],
  ["no announcements", card({ routerAdvertisements: "ignore" }), true, false, false, false],
  ["DHCPv4", card({ dhcp4: true }), false, false, false, false],
  ["DHCPv6", card({ dhcp6: "addresses" }), false, true, false, false],
  ["announcements", card({ routerAdvertisements: "accept" }), false, true, false, false],
  ["an IPv4 address", card({ addresses: [prefix("192.0.2.1/24")] }), false, false, true, false],
  ["an IPv6 address", card({ addresses: [prefix("2001:db8::1/64")] }), false, true, false, true],
  [
    "addresses of both",
    card({ addresses: [prefix("192.0.2.1/24"), prefix("2001:db8::1/64")] }),
    ...[false, true, true, true] as const,
  ],
];

for (const [what, link, ...expected] of ASKS) {
  Deno.test(`network: a link with ${what}`, () =>
    assert.deepEqual(
      [isUnconfigured(link), wantsIpv6(link), hasStatic(link, 4), hasStatic(link, 6)],
      expected,
    ));
}

/** Links by what they are part of and stand on. */
const PLACES: readonly [
  what: string,
  link: Link,
  master: string | undefined,
  below: readonly string[],
  isKept: boolean,
][] = [
  ["a card", card(), undefined, [], false],
  ["a card that carries the root", card({ carriesRoot: true }), undefined, [], true],
  ["a bond's port", port("eth0", MAC, "bond0"), "bond0", [], false],
  ["a bridge's port", bridgePort(card(), "br0"), "br0", [], false],
  ["a bond", bond("bond0", ["eth0", "eth1"]), undefined, ["eth0", "eth1"], false],
  ["a bond that is a bridge's port", bridgePort(bond("bond0", ["eth0"]), "br0"), "br0", ["eth0"], false],
  ["a bridge", bridge("br0", ["eth0"]), undefined, ["eth0"], false],
  ["a VLAN", vlan("eth0", 5), undefined, ["eth0"], false],
];

for (const [what, link, master, below, isKept] of PLACES) {
  Deno.test(`network: the place of ${what}`, () => {
    assert.deepEqual([masterOf(link), isPort(link)], [master, master !== undefined]);
    assert.deepEqual([belowOf(link), isKeptUp(link)], [below, isKept]);
  });
}

const DNS: readonly [what: string, link: Link, has: boolean][] = [
  ["nothing of DNS", card(), false],
  ["a name server", card({ nameServers: [ip("192.0.2.53")] }), true],
  ["a search domain", card({ searchDomains: ["example.org"] }), true],
];

for (const [what, link, has] of DNS) {
  Deno.test(`network: a link that says ${what}`, () => assert.equal(hasDns(link), has));
}

Deno.test("network: what links say of DNS is said once, in their order", () => {
  const links = [
    card({ nameServers: [ip("192.0.2.53"), ip("2001:db8::53")], searchDomains: ["b.example"] }),
    vlan("eth0", 5, {
      nameServers: [ip("192.0.2.1"), ip("192.0.2.53")],
      searchDomains: ["a.example", "b.example"],
    }),
  ];
  assert.deepEqual(nameServers({ links }), ["192.0.2.53", "2001:db8::53", "192.0.2.1"]);
  assert.deepEqual(searchDomains({ links }), ["b.example", "a.example"]);
});

Deno.test("network: links by their names, VLANs by what they are on, and what is connected", () => {
  const links = [
    port("eth0", MAC, "bond0"),
    port("eth1", MAC, "bond0"),
    bond("bond0", ["eth0", "eth1"]),
    vlan("bond0", 5),
    vlan("bond0", 6),
    physical("eth2", MAC),
    vlan("eth2", 5),
    physical("eth3", MAC),
  ];
  assert.deepEqual([...linksByName({ links }).keys()], links.map(({ name }) => name));
  assert.deepEqual(
    [...vlansByParent({ links })].map(([parent, vlans]) => [parent, vlans.map(({ name }) => name)]),
    [["bond0", ["bond0.5", "bond0.6"]], ["eth2", ["eth2.5"]]],
  );
  const connected = (start: string) => [...connectedLinks(links, start)].sort();
  assert.deepEqual(connected("eth0"), ["bond0", "bond0.5", "bond0.6", "eth0", "eth1"]);
  assert.deepEqual(connected("bond0.6"), connected("eth0"));
  assert.deepEqual(connected("eth2"), ["eth2", "eth2.5"]);
  assert.deepEqual(connected("eth3"), ["eth3"]);
});
