/**
 * The network of one machine as it should be: what the resolver makes and every stack takes. Everything in it is typed
 * and checked; a stack writes it out, decides nothing, and checks nothing again. Beyond the types, the resolver promises:
 *
 * 1. Names are unique. A link stands behind those that it stands on.
 * 2. A bond or bridge has ports, each of them once and in no other one; a port has nothing else, and a bond's carries no
 *    VLAN. A bridge's ports are Ethernet, and stand on no bridge.
 * 3. The kernel takes each option of a bond in its mode and beside the others.
 * 4. Something watches a bond's ports: either `miimon`, or ARP with its interval and an IPv4 target.
 * 5. A bond has a hardware address, unless its ports are InfiniBand; a bridge always has one.
 * 6. A port's MTU is its bond's; a VLAN's is not above its parent's, nor a bridge's above those of its ports.
 * 7. The kernel takes each route: its gateway is a host, of its family, none of this machine, and can be reached.
 * 8. No two routes to one destination have the same metric, and what is learned yields to what the drive says.
 * 9. Where several links learn a default route, each has another metric for it.
 * 10. Where a link has name servers, fallback links learn none.
 * 11. A card that leads to a root file system on the network is no port, and says so: no stack may take it down.
 *
 * The fields say more. tests/resolve/invariants_test.ts holds the resolver to all of it.
 *
 * @module
 */
import type { Ip, Prefix } from "./ip.ts";
import type { BondMode, BondOptionName } from "./bond_options.ts";

/** All links, each one after those that it stands on: hardware, then bonds, then VLANs and bridges. Names are unique. */
export interface NetworkConfig {
  readonly links: readonly Link[];
}

export type Link = PhysicalLink | BondLink | VlanLink | BridgeLink;

export interface PhysicalLink extends LinkSettings {
  readonly kind: "physical";
  /** Its permanent hardware address: 6 bytes, or the 20 of an InfiniBand port. Lower case, colons. */
  readonly mac: string;
  readonly infiniband: boolean;
  /** The bond that it is a port of. A port has no addresses, no DHCP, no routes, no DNS. */
  readonly bond?: string;
  /**
   * It leads to a root file system that is on the network. It is up and has the addresses that it needs for that: what is stated is
   * added to them, and at no time is it taken down, not even as the machine goes down. Whether a DHCP client may run on it is
   * up to the stack: not where that one would take addresses away.
   */
  readonly carriesRoot?: true;
}

export interface BondLink extends LinkSettings {
  readonly kind: "bond";
  /** The hardware address to give it: 6 bytes, no group's. Absent where all ports are InfiniBand, whose addresses it takes. */
  readonly mac?: string;
  readonly mode: BondMode;
  /**
   * The kernel's option names with values as the kernel's sysfs takes them, by name in the order of the alphabet. Of two
   * names for one thing (`num_unsol_na`) only `num_grat_arp` is there. Delays are multiples of `miimon`. `primary` and
   * `active_slave` are ports of this bond, and not the same one.
   */
  readonly options: ReadonlyMap<BondOptionName, string>;
  /** Names of physical links of the same configuration, at least one, each once. */
  readonly ports: readonly string[];
}

export interface VlanLink extends LinkSettings {
  readonly kind: "vlan";
  /** The hardware address to give it; by default its parent's. */
  readonly mac?: string;
  /** 1 to 4094. */
  readonly id: number;
  /** The name of any other link of the same configuration. */
  readonly parent: string;
}

/** A bridge within this machine: what is behind its ports is one network. */
export interface BridgeLink extends LinkSettings {
  readonly kind: "bridge";
  /** The hardware address to give it: 6 bytes, no group's. */
  readonly mac: string;
  /** Whether it takes part in the spanning tree protocol; a port then forwards nothing for half a minute. */
  readonly stp: boolean;
  /** Names of other links of the same configuration, at least one, each once. */
  readonly ports: readonly string[];
}

export interface LinkSettings {
  /** A plain device name, see `isPlainDeviceName`: safe in a file name, a shell and every configuration syntax. */
  readonly name: string;
  /** The bridge that it is a port of. A port has no addresses, no DHCP, no routes, no DNS; VLANs may be on it. */
  readonly bridge?: string;
  /** The operator's file that says what this device that is made gets, where a stack has a file for that alone. */
  readonly leftTo?: string;
  /**
   * Bytes, 68 to 65535; absent: the kernel's, or what DHCP says. A port's is its bond's, or 1500 where that has none. A
   * VLAN's is at most its parent's.
   */
  readonly mtu?: number;
  /** Static addresses of hosts, with a length above 0, in order; the first of a family is the preferred one. */
  readonly addresses: readonly Prefix[];
  readonly dhcp4: boolean;
  /** Addresses by DHCPv6 (stateful), only other information by it (stateless), or none of it. */
  readonly dhcp6: "off" | "information" | "addresses";
  /**
   * Router advertisements: the drive asks for them, they are off, or whatever the kernel and the stack do by default. The
   * last never beside an IPv6 default route of the link.
   */
  readonly routerAdvertisements: "accept" | "ignore" | "default";
  readonly routes: readonly Route[];
  /**
   * The metric of default routes that DHCP and router advertisements bring: they give way to one that the drive says, and
   * to those of links that come before; absent: the stack's. Only where the link itself has no default route.
   */
  readonly learnedMetric?: number;
  /** DNS servers to ask through this link, each once, in order. */
  readonly nameServers: readonly Ip[];
  /** DNS domains to search for names that are not complete, each once, in order. Lower case, without a final dot. */
  readonly searchDomains: readonly string[];
  /** It has DHCP only because the drive said nothing about it: nothing may wait for it. */
  readonly fallback: boolean;
  /** False when it is known to have no carrier; only ever set on a fallback link. */
  readonly carrier?: false;
  /**
   * False where what DHCP and router advertisements say of DNS is not for this machine, as the drive names its servers; only ever
   * set on a fallback link.
   */
  readonly learnedDns?: false;
}

export interface Route {
  /** Length 0 is a default route. Host bits are zero. */
  readonly destination: Prefix;
  /** A host's address of the destination's family: none that this machine has, and no broadcast address of the link. */
  readonly gateway: Ip;
  /**
   * The gateway must be declared reachable on the link: it is neither link-local nor in a static prefix of the link, or DHCPv4
   * has a say in what the link is in, too.
   */
  readonly onLink: boolean;
  /** Absent: the stack's default. Routes to the same destination have different ones, on whatever links. */
  readonly metric?: number;
}

/** The bond or bridge that a link is a port of. */
export function masterOf(link: Link): string | undefined {
  return link.bridge ?? (link.kind === "physical" ? link.bond : undefined);
}

/** Whether nothing may ever take the link down, see `carriesRoot`. */
export function isKeptUp(link: Link): boolean {
  return link.kind === "physical" && link.carriesRoot === true;
}

export function isPort(link: Link): boolean {
  return masterOf(link) !== undefined;
}

/** What a link stands on. */
export function belowOf(link: Link): readonly string[] {
  return "ports" in link ? link.ports : link.kind === "vlan" ? [link.parent] : [];
}

/** The links by their names. */
export function linksByName({ links }: NetworkConfig): ReadonlyMap<string, Link> {
  return new Map(links.map((link) => [link.name, link]));
}

/** The VLANs by the name of the link that they are on. */
export function vlansByParent({ links }: NetworkConfig): ReadonlyMap<string, readonly VlanLink[]> {
  return Map.groupBy(links.filter((link) => link.kind === "vlan"), ({ parent }) => parent);
}

/** The name servers of all links as text, each once, in the order of the links. */
export function nameServers({ links }: NetworkConfig): string[] {
  return [...new Set(links.flatMap((link) => link.nameServers.map(({ text }) => text)))];
}

/** The search domains of all links, each once, in the order of the links. */
export function searchDomains({ links }: NetworkConfig): string[] {
  return [...new Set(links.flatMap((link) => link.searchDomains))];
}

/** Whether the link says anything of DNS. */
export function hasDns({ nameServers, searchDomains }: Link): boolean {
  return nameServers.length > 0 || searchDomains.length > 0;
}

/** Whether the drive configures IPv6 on the link. */
export function wantsIpv6(link: Link): boolean {
  return hasStatic(link, 6) || link.dhcp6 !== "off" || link.routerAdvertisements === "accept";
}

/** Whether the link asks for nothing but to be up: a port, a VLAN's bare parent. */
export function isUnconfigured(link: Link): boolean {
  return link.addresses.length === 0 && !link.dhcp4 && link.dhcp6 === "off" &&
    link.routerAdvertisements !== "accept";
}

/** Whether the link has static addresses of this family. */
export function hasStatic(link: Link, family: 4 | 6): boolean {
  return link.addresses.some((address) => address.ip.family === family);
}

/** The names of the links that are connected with one, by bond, bridge or VLAN, over any number of steps. */
export function connectedLinks(links: readonly Link[], start: string): Set<string> {
  const neighbours = new Map<string, string[]>(links.map(({ name }) => [name, []]));
  const join = (a: string, b: string) => {
    neighbours.get(a)?.push(b);
    neighbours.get(b)?.push(a);
  };
  for (const link of links) {
    for (const name of belowOf(link)) join(link.name, name);
  }
  const group = new Set<string>();
  const todo = [start];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (group.has(name)) continue;
    group.add(name);
    for (const neighbour of neighbours.get(name) ?? []) todo.push(neighbour);
  }
  return group;
}
