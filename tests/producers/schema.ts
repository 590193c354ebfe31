/**
 * `network_data.json` in the form of nova's schema, which each producer bends in its own way.
 *
 * @module
 */
import ipaddr from "ipaddr.js";
import type { Wish, WishedLink, WishedNetwork } from "./wish.ts";

export type Entry = Record<string, unknown>;

export interface NetworkDocument {
  readonly links: Entry[];
  readonly networks: Entry[];
  readonly services: Entry[];
}

/** The schema's words and those that nova makes of neutron's address modes, by family. */
const TYPES = {
  static: "",
  dhcp4: "_dhcp",
  dhcp6: "_dhcp",
  slaac: "_slaac",
  "dhcp6-stateless": "_dhcpv6-stateless",
  "dhcp6-stateful": "_dhcpv6-stateful",
} as const;

/** The whole document, in which the links' ids are their devices'. */
export function documentOf({ links, nameServers }: Wish): NetworkDocument {
  return {
    links: links.map(linkEntry),
    networks: links.flatMap((link) => link.networks.map((network) => ({ link, network }))).map(
      ({ link, network }, index) => networkEntry(link, network, index),
    ),
    services: nameServers.map(serviceEntry),
  };
}

export function linkEntry({ device, mac, mtu, bond, vlan }: WishedLink): Entry {
  const common = { id: device, ...(mtu === undefined ? {} : { mtu }) };
  if (vlan !== undefined) {
    return { ...common, type: "vlan", vlan_id: vlan.id, vlan_link: vlan.parent, vlan_mac_address: mac };
  }
  if (bond === undefined) return { ...common, type: "phy", ethernet_mac_address: mac };
  const options = Object.entries(bond.options).map(([name, value]) => [`bond_${name}`, value]);
  return {
    ...common,
    type: "bond",
    ethernet_mac_address: mac,
    bond_mode: bond.mode,
    bond_links: bond.ports,
    ...Object.fromEntries(options),
  };
}

/** `ipv4`, `ipv6_slaac` and so on. */
export function typeOf({ family, method }: WishedNetwork): string {
  return `ipv${family}${TYPES[method]}`;
}

export function networkEntry(link: WishedLink, network: WishedNetwork, index: number): Entry {
  const { method, address, nameServers } = network;
  const common = {
    id: `network${index}`,
    network_id: `net-${index}`,
    link: link.device,
    type: typeOf(network),
  };
  const routes = routeEntries(network);
  const services = nameServers.map(serviceEntry);
  if (method !== "static") return { ...common, routes, services };
  return { ...common, ip_address: address, netmask: maskOf(network.prefix), routes, services };
}

/** The default route, and then the others. */
export function routeEntries({ family, gateway, routes }: WishedNetwork): Entry[] {
  const zero = family === 4 ? "0.0.0.0" : "::";
  const own = gateway === undefined ? [] : [{ network: zero, netmask: zero, gateway }];
  const others = routes.map(({ destination, gateway }) => ({
    network: destination.split("/")[0],
    netmask: maskOf(destination),
    gateway,
  }));
  return [...own, ...others];
}

export function serviceEntry(address: string): Entry {
  return { type: "dns", address };
}

/** The netmask of `192.0.2.0/24`, or of `2001:db8::/64`, in the short form. */
export function maskOf(prefix: string): string {
  const [address, length] = ipaddr.parseCIDR(prefix);
  const kind = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return kind.subnetMaskFromPrefixLength(length).toString();
}
