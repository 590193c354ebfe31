/**
 * The drives and far ends that rows are made of.
 *
 * @module
 */
import type { Situation } from "./_row.ts";

/** Milliseconds within which what is stated is there, and the machine online. */
export const LIMIT_MS = 3000;

function ipv4(link: string, address: string, gateway?: string) {
  const routes = gateway === undefined ? [] : [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway }];
  return { type: "ipv4", link, ip_address: address, netmask: "255.255.255.0", routes };
}

function ipv6(link: string, address: string, gateway?: string) {
  const routes = gateway === undefined ? [] : [{ network: "::", netmask: "::", gateway }];
  return { type: "ipv6", link, ip_address: `${address}/64`, routes };
}

const STATED = ipv4("eth5", "192.0.2.10", "192.0.2.1");

/** The last of six cards is the drive's; the others are up, and nobody answers. */
export const SILENT: Situation = {
  cards: [["silent"], ["silent"], ["silent"], ["silent"], ["silent"], ["silent"]],
  networks: [STATED],
};

/** Four cards with an address each. */
export const STATED4: Situation = {
  cards: [["silent"], ["silent"], ["silent"], ["silent"]],
  networks: [1, 2, 3, 4].map((network) => ipv4(`eth${network - 1}`, `192.0.${network}.10`)),
};

export const ALONE6: Situation = { cards: [["silent"]], networks: [ipv6("eth0", "2001:db8:5::10")] };

/** A router announces itself to what is stated without a default route of IPv6. */
export const ROUTED: Situation = { cards: [["router"]], networks: [ipv6("eth0", "2001:db8:5::10")] };

/** Name servers for a stated address of each family alone, and beside those of a lease, a fallback's or one asked for. */
export const SERVERS: Readonly<Record<"ipv4" | "ipv6" | "fallback" | "asked", Situation>> = {
  ipv4: { cards: [["silent"]], networks: [ipv4("eth0", "192.0.2.10", "192.0.2.1")], dns: ["192.0.2.53"] },
  ipv6: { cards: [["silent"]], networks: [ipv6("eth0", "2001:db8:5::10")], dns: ["2001:db8:53::1"] },
  fallback: {
    cards: [["silent"], ["dhcp4"]],
    networks: [ipv4("eth0", "192.0.2.10", "192.0.2.1")],
    dns: ["192.0.2.53"],
  },
  asked: {
    cards: [["silent"], ["dhcp4"]],
    networks: [ipv4("eth0", "192.0.2.10", "192.0.2.1"), { type: "ipv4_dhcp", link: "eth1" }],
    dns: ["192.0.2.53"],
  },
};

/** Routers announce themselves to what is stated with a default route of IPv6 and without, and to a fallback. */
export const HEARD: Situation = {
  cards: [["router"], ["router"], ["router"]],
  networks: [
    ipv4("eth0", "192.0.2.10", "192.0.2.1"),
    ipv6("eth0", "2001:db8:5::10", "2001:db8:5::1"),
    ipv4("eth1", "198.51.100.10"),
  ],
};

/** Beside what is stated a card that the drive says nothing of, with a DHCP server and a router. */
export const FALLBACK: Situation = {
  cards: [["silent"], ["dhcp4", "router"]],
  networks: [ipv4("eth0", "192.0.2.10", "192.0.2.1")],
};

/** A router announces itself to a card that only carries a VLAN, which has an address of IPv4. */
export const CARRIER: Situation = {
  cards: [["router"], ["silent"]],
  links: [{ id: "vlan", type: "vlan", vlan_link: "eth0", vlan_id: 5, vlan_mac_address: "52:54:00:00:00:0a" }],
  networks: [ipv4("vlan", "198.51.100.10"), ipv4("eth1", "192.0.2.10", "192.0.2.1")],
};

/** Routers announce themselves to bridges, of which one has a default route of IPv6 stated and one does not. */
export const BRIDGES: Situation = {
  cards: [["router"], ["router"]],
  links: ["eth0", "eth1"].map((card, index) => ({
    ...{ id: `br${index}`, type: "bridge", bridge_interfaces: [card], bridge_stp: "off" },
    ethernet_mac_address: `52:54:00:00:00:2${index}`,
  })),
  networks: [ipv6("br0", "2001:db8:5::10", "2001:db8:5::1"), ipv6("br1", "2001:db8:6::10")],
};

export const DHCP6: Situation = {
  cards: [["dhcp6"]],
  networks: [{ type: "ipv6_dhcpv6-stateful", link: "eth0", routes: [] }],
};

const DHCP4 = { type: "ipv4_dhcp", link: "eth0" };
const STATEFUL = { type: "ipv6_dhcpv6-stateful", link: "eth0" };

/** DHCPv6 that nobody answers, on the link of what is stated and on one before it. */
export const SILENT6: Readonly<Record<"on the same link" | "on a link before it", Situation>> = {
  "on the same link": { cards: [["silent"]], networks: [STATEFUL, ipv4("eth0", "192.0.2.10", "192.0.2.1")] },
  "on a link before it": {
    cards: [["silent"], ["silent"]],
    networks: [STATEFUL, ipv4("eth1", "192.0.2.10", "192.0.2.1")],
  },
};

/** DHCPv4 that nobody answers, on the link of what is stated, of the same family and another. */
export const BESIDE4: Readonly<Record<"IPv4" | "IPv6", Situation>> = {
  IPv4: { cards: [["silent"]], networks: [ipv4("eth0", "192.0.2.10", "192.0.2.1"), DHCP4] },
  IPv6: { cards: [["silent"]], networks: [ipv6("eth0", "2001:db8:5::10"), DHCP4] },
};

/** DHCPv4 that nobody answers, on links before what is stated, of which one has a stated address itself. */
export const SILENT4: Situation = {
  cards: [["silent"], ["silent"], ["silent"]],
  networks: [
    DHCP4,
    { type: "ipv4_dhcp", link: "eth1" },
    ipv6("eth1", "2001:db8:5::11"),
    ipv4("eth2", "192.0.2.10", "192.0.2.1"),
  ],
};

/** What a client has to bring, and what it must leave: by what the drive asks for, and what there is. */
export const ASKED: Readonly<
  Record<string, { situation: Situation; addresses: readonly string[]; routes: readonly string[] }>
> = {
  "stateful DHCPv6 alone": {
    situation: { cards: [["stateful"]], networks: [STATEFUL] },
    addresses: ["2001:db8::50/128"],
    routes: ["via router dev eth0"],
  },
  "DHCPv4 and SLAAC": {
    situation: { cards: [["dhcp4", "router"]], networks: [DHCP4, { type: "ipv6_slaac", link: "eth0" }] },
    addresses: ["10.0.0.50/24", "2001:db8::5054:ff:fe00:a/64"],
    routes: ["via 10.0.0.1 dev eth0", "via router dev eth0"],
  },
  "DHCPv4 and stateless DHCPv6": {
    situation: {
      cards: [["dhcp4", "stateless"]],
      networks: [DHCP4, { type: "ipv6_dhcpv6-stateless", link: "eth0" }],
    },
    addresses: ["10.0.0.50/24", "2001:db8::5054:ff:fe00:a/64"],
    routes: ["via 10.0.0.1 dev eth0", "via router dev eth0"],
  },
  "DHCPv4 and stateful DHCPv6": {
    situation: { cards: [["dhcp4", "stateful"]], networks: [DHCP4, STATEFUL] },
    addresses: ["10.0.0.50/24", "2001:db8::50/128"],
    routes: ["via 10.0.0.1 dev eth0", "via router dev eth0"],
  },
  "DHCPv4 beside stated IPv6, whose default route a router would displace": {
    situation: {
      cards: [["dhcp4", "router"]],
      networks: [DHCP4, ipv6("eth0", "2001:db8::10", "2001:db8::1")],
    },
    addresses: ["10.0.0.50/24", "2001:db8::10/64"],
    routes: ["via 10.0.0.1 dev eth0", "via 2001:db8::1 dev eth0"],
  },
  "DHCPv4 with a route of the drive": {
    situation: {
      cards: [["dhcp4"]],
      networks: [{
        ...DHCP4,
        routes: [{ network: "10.9.0.0", netmask: "255.255.0.0", gateway: "10.0.0.254" }],
      }],
    },
    addresses: ["10.0.0.50/24"],
    routes: ["10.9.0.0/16 via 10.0.0.254 dev eth0", "via 10.0.0.1 dev eth0"],
  },
};

/** Stated IPv6 beside DHCPv6 on the same link, which a server answers, and of which nobody is there. */
export const BESIDE6: Readonly<Record<"answers" | "is not there", Situation>> = {
  answers: { cards: [["stateful"]], networks: [ipv6("eth0", "2001:db8:5::10"), STATEFUL] },
  "is not there": { cards: [["silent"]], networks: [ipv6("eth0", "2001:db8:5::10"), STATEFUL] },
};

/** A card whose lease brings the only name servers that there are. */
export const LEASED: Situation = { cards: [["dhcp4"]], networks: [DHCP4] };

/** A bridge of two cards, of which one comes late, or of that one alone. */
export const LATE: Readonly<Record<"second" | "only", Situation>> = {
  second: {
    cards: [["silent"], ["absent"]],
    links: [{ id: "br0", type: "bridge", bridge_interfaces: ["eth0", "eth1"], bridge_stp: "off" }],
    networks: [ipv4("br0", "192.0.2.10", "192.0.2.1")],
  },
  only: {
    cards: [["silent"], ["absent"]],
    links: [{ id: "br0", type: "bridge", bridge_interfaces: ["eth1"], bridge_stp: "off" }],
    networks: [ipv4("eth0", "198.51.100.10"), ipv4("br0", "192.0.2.10", "192.0.2.1")],
  },
};

/**
 * Whatever an ifup can do without a kernel that knows VLANs: stated addresses, a server and a router that are asked for, a bridge,
 * and a card that the drive says nothing of.
 */
export const MIXED: Situation = {
  cards: [["router"], ["dhcp4", "router"], ["router"], ["silent"], ["dhcp4"]],
  links: [{
    ...{ id: "br0", type: "bridge", bridge_interfaces: ["eth2", "eth3"], bridge_stp: "off" },
    ethernet_mac_address: "52:54:00:00:00:20",
  }],
  networks: [
    ipv4("eth0", "192.0.2.10", "192.0.2.1"),
    ipv4("eth0", "198.51.100.10"),
    ipv6("eth0", "2001:db8:5::10", "2001:db8:5::1"),
    {
      ...{ type: "ipv4_dhcp", link: "eth1" },
      routes: [{ network: "10.9.0.0", netmask: "255.255.0.0", gateway: "10.0.1.254" }],
    },
    { type: "ipv6_slaac", link: "eth1" },
    ipv4("br0", "203.0.113.10"),
  ],
  dns: ["192.0.2.53"],
};
