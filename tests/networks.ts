/**
 * Sample networks that together use every field of the model, for the tests of renderers and readers.
 *
 * @module
 */
import type {
  BondLink,
  BridgeLink,
  Link,
  LinkSettings,
  NetworkConfig,
  PhysicalLink,
  Route,
  VlanLink,
} from "../lib/network.ts";
import { type Ip, parseIp, type Prefix } from "../lib/ip.ts";

export function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

export function prefix(text: string): Prefix {
  const [address = "", length = ""] = text.split("/");
  return { ip: ip(address), length: Number(length) };
}

export function route(destination: string, gateway: string, more: Partial<Route> = {}): Route {
  return { destination: prefix(destination), gateway: ip(gateway), onLink: false, ...more };
}

const BARE: Omit<LinkSettings, "name"> = {
  addresses: [],
  dhcp4: false,
  dhcp6: "off",
  routerAdvertisements: "default",
  routes: [],
  nameServers: [],
  searchDomains: [],
  fallback: false,
};

export function physical(name: string, mac: string, more: Partial<PhysicalLink> = {}): PhysicalLink {
  return { ...BARE, kind: "physical", name, mac, infiniband: false, ...more };
}

export function port(
  name: string,
  mac: string,
  bond: string,
  more: Partial<PhysicalLink> = {},
): PhysicalLink {
  return physical(name, mac, { bond, routerAdvertisements: "ignore", ...more });
}

/** A bond whose first port is the first of the sample networks' cards. */
export function bond(name: string, ports: string[], more: Partial<BondLink> = {}): BondLink {
  const options: BondLink["options"] = new Map([["miimon", "100"]]);
  return { ...BARE, kind: "bond", name, ports, mac: A, mode: "active-backup", options, ...more };
}

/** The link as a bridge's port. */
export function bridgePort<T extends Link>(link: T, bridge: string): T {
  return { ...link, bridge, routerAdvertisements: "ignore" };
}

export function vlan(parent: string, id: number, more: Partial<VlanLink> = {}): VlanLink {
  return { ...BARE, kind: "vlan", name: `${parent}.${id}`, id, parent, ...more };
}

export function bridge(name: string, ports: string[], more: Partial<BridgeLink> = {}): BridgeLink {
  return { ...BARE, kind: "bridge", name, ports, mac: A, stp: false, ...more };
}

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const fallback = { dhcp4: true, fallback: true } as const;

function network(...links: Link[]): NetworkConfig {
  return { links };
}

export const NETWORKS: Readonly<Record<string, NetworkConfig>> = {
  empty: network(),
  "fallback dhcp, one without a carrier": network(
    physical("eth0", A, fallback),
    physical("eth1", B, { ...fallback, carrier: false }),
  ),
  "a card that leads to a root on the network, with a VLAN, beside another": network(
    physical("eth0", A, {
      carriesRoot: true,
      dhcp4: true,
      addresses: [prefix("192.0.2.9/24"), prefix("2001:db8::9/64")],
      routes: [route("198.51.100.0/24", "192.0.2.1"), route("2001:db8:9::/64", "2001:db8::1")],
    }),
    physical("eth1", B, { dhcp4: true }),
    vlan("eth0", 5, { addresses: [prefix("203.0.113.9/24")] }),
  ),
  "dhcp of the drive with routes and mtu": network(
    physical("eth0", A, {
      dhcp4: true,
      mtu: 1450,
      routes: [route("10.9.0.0/16", "10.0.0.254", { onLink: true })],
    }),
  ),
  "static dual stack": network(
    physical("eth0", A, {
      mtu: 9000,
      addresses: [
        prefix("192.0.2.10/24"),
        prefix("198.51.100.7/32"),
        prefix("2001:db8::10/64"),
        prefix("2001:db8:1::10/64"),
      ],
      routerAdvertisements: "ignore",
      routes: [
        route("0.0.0.0/0", "192.0.2.1"),
        route("10.0.0.0/8", "192.0.2.254", { metric: 200 }),
        route("::/0", "2001:db8::1"),
        route("2001:db8:ff::/48", "2001:db8::fe"),
      ],
      nameServers: [ip("192.0.2.53"), ip("2001:db8::53")],
      searchDomains: ["example.org", "a-b.example.net"],
    }),
  ),
  "gateways off the link, and two defaults": network(
    physical("eth0", A, {
      addresses: [prefix("203.0.113.5/32"), prefix("2001:db8:5::5/128")],
      routes: [
        route("0.0.0.0/0", "198.51.100.1", { onLink: true, metric: 100 }),
        route("::/0", "fe80::1", { metric: 100 }),
        route("2001:db8:9::/48", "2001:db8:ffff::1", { onLink: true }),
      ],
      routerAdvertisements: "ignore",
    }),
    physical("eth1", B, {
      addresses: [prefix("192.0.2.10/24")],
      routes: [route("0.0.0.0/0", "192.0.2.1", { metric: 200 })],
    }),
  ),
  "dhcp and fallback beside a static default route": network(
    physical("eth0", A, { dhcp4: true, learnedMetric: 1024 }),
    physical("eth1", B, {
      addresses: [prefix("192.0.2.10/24")],
      routes: [route("0.0.0.0/0", "192.0.2.1")],
    }),
    physical("eth2", "52:54:00:00:00:0c", { ...fallback, learnedMetric: 2048 }),
  ),
  "fallback beside a link with name servers, one without a carrier and a bond": network(
    physical("eth0", A, { addresses: [prefix("192.0.2.10/24")], nameServers: [ip("192.0.2.53")] }),
    physical("eth1", B, { ...fallback, learnedDns: false, mtu: 1400 }),
    physical("eth2", "52:54:00:00:00:0c", {
      ...fallback,
      learnedDns: false,
      carrier: false,
      nameServers: [ip("192.0.2.53"), ip("2001:db8::53")],
      searchDomains: ["example.org"],
    }),
    physical("eth3", "52:54:00:00:00:0d", { bond: "bond0", routerAdvertisements: "ignore" }),
    bond("bond0", ["eth3"], { ...fallback, learnedDns: false }),
  ),
  "ipv6 by slaac, stateless and stateful dhcp": network(
    physical("eth0", A, { routerAdvertisements: "accept" }),
    physical("eth1", B, { routerAdvertisements: "accept", dhcp6: "information", dhcp4: true }),
    physical("eth2", "52:54:00:00:00:0c", { routerAdvertisements: "accept", dhcp6: "addresses" }),
    physical("eth3", "52:54:00:00:00:0d", {
      routerAdvertisements: "accept",
      dhcp6: "addresses",
      addresses: [prefix("192.0.2.10/24"), prefix("2001:db8::10/64")],
      nameServers: [ip("192.0.2.53")],
    }),
  ),
  "lacp bond with vlans, dual stack": network(
    port("eth0", A, "bond0", { mtu: 9000 }),
    port("eth1", B, "bond0", { mtu: 9000 }),
    bond("bond0", ["eth0", "eth1"], {
      mode: "802.3ad",
      mtu: 9000,
      options: new Map([
        ["ad_select", "bandwidth"],
        ["downdelay", "200"],
        ["lacp_rate", "fast"],
        ["miimon", "100"],
        ["min_links", "1"],
        ["updelay", "300"],
        ["xmit_hash_policy", "layer3+4"],
      ]),
    }),
    vlan("bond0", 100, {
      mac: "52:54:00:00:01:00",
      mtu: 9000,
      addresses: [prefix("192.0.2.10/24"), prefix("2001:db8::10/64")],
      routes: [route("0.0.0.0/0", "192.0.2.1"), route("::/0", "2001:db8::1")],
      routerAdvertisements: "ignore",
      nameServers: [ip("192.0.2.53")],
    }),
    vlan("bond0", 200, { dhcp4: true }),
  ),
  "bond with every option that active-backup takes": network(
    port("eth0", A, "bond0"),
    port("eth1", B, "bond0"),
    bond("bond0", ["eth0", "eth1"], {
      options: new Map([
        ["all_slaves_active", "1"],
        ["arp_all_targets", "all"],
        ["arp_interval", "1000"],
        ["arp_ip_target", "192.0.2.1,192.0.2.2"],
        ["arp_validate", "active"],
        ["fail_over_mac", "active"],
        ["num_grat_arp", "3"],
        ["primary", "eth0"],
        ["primary_reselect", "better"],
        ["resend_igmp", "2"],
        ["use_carrier", "1"],
      ]),
      dhcp4: true,
    }),
  ),
  "bond options of the other modes": network(
    port("eth0", A, "bond0"),
    bond("bond0", ["eth0"], {
      mode: "balance-rr",
      options: new Map([["miimon", "100"], ["packets_per_slave", "2"]]),
      dhcp4: true,
    }),
    port("eth1", B, "bond1"),
    bond("bond1", ["eth1"], {
      mac: B,
      mode: "balance-alb",
      options: new Map([["lp_interval", "2"], ["miimon", "100"], ["tlb_dynamic_lb", "0"]]),
      dhcp4: true,
    }),
    port("eth2", "52:54:00:00:00:0c", "bond2"),
    bond("bond2", ["eth2"], {
      mac: "52:54:00:00:00:0c",
      mode: "802.3ad",
      options: new Map([
        ["ad_actor_sys_prio", "100"],
        ["ad_actor_system", "02:00:00:00:00:01"],
        ["ad_user_port_key", "5"],
        ["miimon", "100"],
      ]),
      dhcp4: true,
    }),
  ),
  "vlans on hardware, q-in-q, a name that says nothing": network(
    physical("eth0", A),
    vlan("eth0", 10, { dhcp4: true }),
    vlan("eth0", 20),
    vlan("eth0.20", 30, { addresses: [prefix("192.0.2.10/24")], routes: [route("0.0.0.0/0", "192.0.2.1")] }),
    physical("enp129s0f0np0", B),
    vlan("enp129s0f0np0", 4094, { name: "vlan4094", dhcp4: true, mac: "52:54:00:00:01:00" }),
  ),
  "bridges on a card, a bond and a vlan, with vlans on a port and on a bridge": network(
    bridgePort(physical("eth0", A, { mtu: 1400 }), "br0"),
    port("eth1", B, "bond0"),
    bridgePort(bond("bond0", ["eth1"], { mac: B }), "br0"),
    vlan("eth0", 7, { dhcp4: true }),
    bridgePort(vlan("eth0", 9), "ext"),
    bridge("br0", ["bond0", "eth0"], {
      mac: B,
      mtu: 1400,
      addresses: [prefix("192.0.2.10/24"), prefix("2001:db8::10/64")],
      routes: [route("0.0.0.0/0", "192.0.2.1"), route("::/0", "2001:db8::1")],
      routerAdvertisements: "ignore",
      nameServers: [ip("192.0.2.53")],
    }),
    bridge("ext", ["eth0.9"], { stp: true }),
    vlan("br0", 100, { dhcp4: true, mac: "52:54:00:00:01:00" }),
  ),
  infiniband: network(
    physical("ib0", "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1", {
      infiniband: true,
      mtu: 2044,
      addresses: [prefix("192.0.2.10/24")],
    }),
  ),
};
