/**
 * What netifrc can express of a network.
 *
 * @module
 */
import type { BondOptionName } from "../../lib/bond_options.ts";
import {
  type BondLink,
  hasDns,
  isPort,
  isUnconfigured,
  type Link,
  type NetworkConfig,
  type Route,
} from "../../lib/network.ts";
import { prefixText } from "../../lib/ip.ts";

import { withoutClients } from "./_kept.ts";

/** Devices are found by name. */
export const UNKNOWN_MAC = "00:00:00:00:00:00";

/**
 * Reduces a network to what netifrc can express:
 *
 * - hardware addresses of physical links, and that one is InfiniBand, are lost: netifrc finds devices by name;
 * - of a bond's options those in {@link LOST} are lost;
 * - of a fallback, and of what it knows of its carrier, stands there only that nothing waits for its dhcpcd, as nothing does
 *   for any beside static addresses;
 * - the order of links is lost, and that of routes with and without a metric;
 * - the metric of learned routes is one of dhcpcd, and no other link has it;
 * - without resolvconf a link that says anything of DNS says what all links do, so each of those is given all; and no link
 *   learns any where one is stated, so that `learnedDns` is lost;
 * - DHCPv6 implies taking router advertisements unless they are ignored, and a port takes none;
 * - on a card that leads to the root file system no client runs;
 * - where the kernel ignores them on one device that is made, it does on all: those with addresses have dhcpcd listen then.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  const { links } = withoutClients(config);
  const servers = new Map(
    links.flatMap(({ nameServers }) => nameServers).map((server) => [server.text, server]),
  );
  const all = [...servers.values()].sort((a, b) => a.text < b.text ? -1 : 1);
  const domains = [...new Set(links.flatMap(({ searchDomains }) => searchDomains))].sort();
  const ignoring = links.some((link) => isMade(link) && link.routerAdvertisements === "ignore");
  const isStated = links.some(({ addresses }) => addresses.length > 0);
  const isConfigured = links.some((link) => !link.fallback && !isUnconfigured(link));
  return {
    links: links.map((link): Link => ({
      ...comparableLink(link.kind === "bond" ? comparableBond(link) : link),
      fallback: (hasDhcpcd(link) || comparableAdvertisements(link, ignoring) === "accept") &&
        (isStated || link.carrier === false || (link.fallback && isConfigured)),
      ...(hasDns(link) ? { nameServers: all, searchDomains: domains } : {}),
      routerAdvertisements: comparableAdvertisements(link, ignoring),
    })).sort((a, b) => a.name < b.name ? -1 : 1),
  };
}

function comparableLink({ learnedMetric, learnedDns: _dns, carrier: _, ...link }: Link): Link {
  return {
    ...link,
    ...(link.kind === "physical" ? { mac: UNKNOWN_MAC, infiniband: false } : {}),
    ...(learnedMetric === undefined || !hasDhcpcd(link) ? {} : { learnedMetric }),
    routes: link.routes.toSorted((a, b) => routeKey(a) < routeKey(b) ? -1 : 1),
  };
}

function hasDhcpcd(link: Pick<Link, "dhcp4" | "dhcp6" | "routerAdvertisements">): boolean {
  return link.dhcp4 || link.dhcp6 !== "off" || link.routerAdvertisements === "accept";
}

function comparableAdvertisements(link: Link, ignoring: boolean): Link["routerAdvertisements"] {
  if (isPort(link)) return "ignore";
  if (link.routerAdvertisements !== "default") return link.routerAdvertisements;
  if (link.dhcp6 !== "off") return "accept";
  if (!ignoring || !isMade(link) || hasDhcpcd(link)) return "default";
  return isUnconfigured(link) ? "ignore" : "accept";
}

/** It is not there yet when OpenRC reads what the kernel is to ignore. */
function isMade(link: Link): boolean {
  return link.kind !== "physical" && !isPort(link);
}

/** netifrc sets options before it takes in the ports, and by sysfs, which has no file for the others. */
const LOST: readonly BondOptionName[] = ["active_slave", "broadcast_neighbor", "ns_ip6_target"];

function comparableBond(bond: BondLink): BondLink {
  return { ...bond, options: new Map([...bond.options].filter(([name]) => !LOST.includes(name))) };
}

function routeKey({ destination, gateway, onLink, metric }: Route): string {
  return `${prefixText(destination)} ${gateway.text} ${onLink} ${metric}`;
}
