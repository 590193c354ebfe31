/**
 * The drives that machines are booted with, and what the kernel has to have of them.
 *
 * @module
 */
import type { Documents } from "../support/drive_images.ts";
import { NICS } from "./_hardware.ts";
import type { NetworkState } from "./_state.ts";

const STATIC = { type: "ipv4", netmask: "255.255.255.0" };

function phy(name: keyof typeof NICS, more: Readonly<Record<string, unknown>> = {}) {
  return { id: `link-${name}`, type: "phy", ethernet_mac_address: NICS[name].mac, ...more };
}

function vlan(id: number, more: Readonly<Record<string, unknown>> = {}) {
  const link = { id: `vlan-${id}`, type: "vlan", vlan_id: id, vlan_link: "bond0" };
  return { ...link, vlan_mac_address: NICS.b.mac, ...more };
}

const LINKS = [
  phy("a", { mtu: 1400 }),
  phy("b"),
  phy("c"),
  {
    ...{ id: "bond0", type: "bond", ethernet_mac_address: NICS.b.mac, bond_links: ["link-b", "link-c"] },
    ...{ bond_mode: "active-backup", bond_miimon: 200, bond_primary: "link-c" },
  },
  vlan(101),
  vlan(102, { mtu: 1300 }),
  phy("d"),
  phy("e"),
  {
    ...{ id: "bond1", type: "bond", ethernet_mac_address: NICS.d.mac, bond_links: ["link-d", "link-e"] },
    ...{
      bond_mode: "802.3ad",
      bond_miimon: "100",
      bond_xmit_hash_policy: "layer3+4",
      bond_lacp_rate: "fast",
    },
  },
  phy("managed"),
  phy("slaac"),
  phy("named"),
];

/** Static dual stack with routes, name servers and an MTU; two bonds, VLANs; DHCPv6; SLAAC; a card that is not there. */
export function networkData(address = "192.0.2.10"): unknown {
  return {
    links: LINKS,
    networks: [
      {
        ...{ ...STATIC, id: "n0", link: "link-a", ip_address: address },
        routes: [
          { network: "0.0.0.0", netmask: "0.0.0.0", gateway: "192.0.2.1" },
          { network: "203.0.113.0", netmask: "255.255.255.0", gateway: "192.0.2.2" },
        ],
      },
      {
        ...{ id: "n1", type: "ipv6", link: "link-a", ip_address: "2001:db8:a::10/64" },
        routes: [{ network: "::", netmask: "::", gateway: "2001:db8:a::1" }],
      },
      { ...STATIC, id: "n2", link: "vlan-101", ip_address: "10.101.0.10" },
      { ...STATIC, id: "n3", link: "vlan-102", ip_address: "10.102.0.10" },
      { ...STATIC, id: "n4", link: "bond1", ip_address: "10.103.0.10" },
      { id: "n5", type: "ipv4_dhcp", link: "link-managed" },
      { id: "n6", type: "ipv6_dhcpv6-stateful", link: "link-managed" },
      { id: "n7", type: "ipv6_slaac", link: "link-slaac" },
      { ...STATIC, id: "n8", link: "link-named", ip_address: "198.51.100.10" },
    ],
    services: [{ type: "dns", address: "192.0.2.53" }, { type: "dns", address: "2001:db8:a::53" }],
  };
}

/** A key whose other half nobody has. */
export const SOME_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)}`;

export function documents(network: unknown, key: string): Documents {
  const metaData = {
    uuid: "5bf2f2a6-3e2b-4a0c-8f61-0c5f5a0a7c1d",
    name: "web-1",
    public_keys: { test: key },
  };
  return { "meta_data.json": metaData, "network_data.json": network };
}

const UP = { works: true, mtu: 1500, addresses: [] };

/** What all of it comes to. */
export function expectedNetwork(address = "192.0.2.10"): NetworkState {
  return {
    devices: {
      a: { ...UP, mtu: 1400, addresses: [`${address}/24`, "2001:db8:a::10/64"] },
      b: { ...UP, bond: "bond0" },
      c: { ...UP, bond: "bond0" },
      d: { ...UP, bond: "bond1" },
      e: { ...UP, bond: "bond1" },
      managed: { ...UP, addresses: ["10.0.1.77/24 dynamic", "2001:db8:1::7x/128 dynamic"] },
      slaac: { ...UP, addresses: ["2001:db8:2::/64 slaac"] },
      pulled: { ...UP, works: false },
      bond0: UP,
      bond1: { ...UP, addresses: ["10.103.0.10/24"] },
      "bond0.101": { ...UP, vlan: "802.1Q 101 on bond0", addresses: ["10.101.0.10/24"] },
      "bond0.102": { ...UP, mtu: 1300, vlan: "802.1Q 102 on bond0", addresses: ["10.102.0.10/24"] },
    },
    routes: [
      "203.0.113.0/24 via 192.0.2.2 dev a",
      "default via 10.0.1.1 dev managed",
      "default via 192.0.2.1 dev a",
      "default via 2001:db8:a::1 dev a",
      "default via the router dev managed",
      "default via the router dev slaac",
    ],
    nameServers: ["192.0.2.53", "2001:db8:a::53"],
  };
}

export const BOND0 = [
  "Bonding Mode: fault-tolerance (active-backup)",
  "MII Polling Interval (ms): 200",
];

export const BOND1 = [
  "Bonding Mode: IEEE 802.3ad Dynamic link aggregation",
  "Transmit Hash Policy: layer3+4 (1)",
  "MII Polling Interval (ms): 100",
  "LACP rate: fast",
];

/** What cards add that come later: one that the drive names, and one that it does not. */
export const HOTPLUGGED = {
  devices: {
    named: { ...UP, addresses: ["198.51.100.10/24"] },
    unnamed: { ...UP, addresses: ["10.0.5.77/24 dynamic"] },
  },
  routes: ["default via 10.0.5.1 dev unnamed"],
} as const;
