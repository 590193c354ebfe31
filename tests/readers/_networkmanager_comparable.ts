/**
 * What NetworkManager's keyfiles can express of a network.
 *
 * @module
 */
import type { BondOptionName } from "../../lib/bond_options.ts";
import { type Ip, prefixText } from "../../lib/ip.ts";
import {
  type BondLink,
  hasStatic,
  isUnconfigured,
  type Link,
  type NetworkConfig,
} from "../../lib/network.ts";

import { unmarked } from "./_kept.ts";

/**
 * Reduces a network to what the keyfiles can express:
 *
 * - the order of links, of ports, of routes, and of addresses and servers of different families is lost: each
 *   has its own file, or its own section;
 * - the metric of learned routes is lost where there are none;
 * - `carrier` is lost: NetworkManager looks itself;
 * - `dhcp6` becomes part of accepting router advertisements, whose flags say which of it there is; DHCPv6 for addresses
 *   without them means that they are ignored;
 * - that a card leads to the root file system is lost: NetworkManager sees that it is up;
 * - routes and name servers of a family that the link does not have are lost;
 * - bond options that NetworkManager does not know, and the active port beside a primary one, are lost.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  return { links: unmarked(config).links.map(comparableLink).sort((a, b) => a.name < b.name ? -1 : 1) };
}

function comparableLink({ carrier: _, learnedMetric, ...link }: Link): Link {
  const reachable = (family: 4 | 6) => family === 4 ? link.dhcp4 || hasStatic(link, 4) : hasIpv6(link);
  const common = {
    ...(learnedMetric === undefined || !isAutomatic(link) ? {} : { learnedMetric }),
    ...advertisements(link),
    addresses: byFamily(link.addresses, ({ ip }) => ip),
    routes: link.routes
      .filter(({ gateway }) => reachable(gateway.family) || isLinkLocalOnly(link, gateway.family))
      .toSorted((a, b) =>
        prefixText(a.destination) + a.gateway.text < prefixText(b.destination) + b.gateway.text ? -1 : 1
      ),
    nameServers: byFamily(link.nameServers.filter(({ family }) => reachable(family)), (server) => server),
  };
  if (link.kind === "bridge") return { ...link, ...common, ports: link.ports.toSorted() };
  if (link.kind !== "bond") return { ...link, ...common };
  return { ...link, ...common, ports: link.ports.toSorted(), options: comparableOptions(link) };
}

function isAutomatic(link: Link): boolean {
  if (link.dhcp6 === "addresses" && link.routerAdvertisements !== "accept") return link.dhcp4;
  return link.dhcp4 || (link.routerAdvertisements !== "ignore" && !isUnconfigured(link));
}

function hasIpv6(link: Link): boolean {
  if (link.dhcp6 === "addresses") return true;
  return link.routerAdvertisements === "ignore" ? hasStatic(link, 6) : !isUnconfigured(link);
}

function isLinkLocalOnly(link: Link, family: 4 | 6): boolean {
  return family === 6 && (link.routerAdvertisements === "ignore" || link.dhcp6 === "addresses");
}

function advertisements({ dhcp6, routerAdvertisements }: Link): Pick<Link, "dhcp6" | "routerAdvertisements"> {
  if (dhcp6 === "addresses" && routerAdvertisements !== "accept") {
    return { routerAdvertisements: "ignore", dhcp6 };
  }
  if (routerAdvertisements === "ignore") {
    return { routerAdvertisements, dhcp6: "off" };
  }
  return { routerAdvertisements: dhcp6 === "off" ? routerAdvertisements : "accept", dhcp6: "off" };
}

function byFamily<T>(values: readonly T[], ipOf: (value: T) => Ip): T[] {
  return values.toSorted((a, b) => ipOf(a).family - ipOf(b).family);
}

function comparableOptions({ mode, options }: BondLink): Map<BondOptionName, string> {
  const kept = new Map(options);
  for (const name of ["broadcast_neighbor", "coupled_control"] as const) kept.delete(name);
  if (kept.has("primary")) kept.delete("active_slave");
  // The one word of the two that every version takes with these modes.
  const active = mode === "active-backup" ? undefined : kept.get("active_slave");
  if (active !== undefined) {
    kept.delete("active_slave");
    kept.set("primary", active);
  }
  return kept;
}
