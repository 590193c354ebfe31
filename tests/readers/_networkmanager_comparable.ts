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

/**
 * Reduces a network to what the keyfiles can express:
 *
 * - the order of links, of a bond's ports, of routes, and of addresses and servers of different families is lost: each
 *   has its own file, or its own section;
 * - the metric of learned routes is lost where there are none;
 * - `carrier` is lost: NetworkManager looks itself;
 * - `dhcp6` becomes part of accepting router advertisements, whose flags say which of it there is;
 * - routes and name servers of a family that the link does not have are lost;
 * - bond options that NetworkManager refuses, or that say the same as another, are lost.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  return { links: config.links.map(comparableLink).sort((a, b) => a.name < b.name ? -1 : 1) };
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
  if (link.kind !== "bond") return { ...link, ...common };
  return { ...link, ...common, ports: link.ports.toSorted(), options: comparableOptions(link) };
}

function isAutomatic(link: Link): boolean {
  return link.dhcp4 || (link.routerAdvertisements !== "ignore" && !isUnconfigured(link));
}

function hasIpv6(link: Link): boolean {
  if (link.routerAdvertisements !== "ignore") return !isUnconfigured(link);
  return link.dhcp6 === "addresses" || hasStatic(link, 6);
}

function isLinkLocalOnly(link: Link, family: 4 | 6): boolean {
  return family === 6 && link.routerAdvertisements === "ignore";
}

function advertisements({ dhcp6, routerAdvertisements }: Link): Pick<Link, "dhcp6" | "routerAdvertisements"> {
  if (routerAdvertisements === "ignore") {
    return { routerAdvertisements, dhcp6: dhcp6 === "addresses" ? dhcp6 : "off" };
  }
  return { routerAdvertisements: dhcp6 === "off" ? routerAdvertisements : "accept", dhcp6: "off" };
}

function byFamily<T>(values: readonly T[], ipOf: (value: T) => Ip): T[] {
  return values.toSorted((a, b) => ipOf(a).family - ipOf(b).family);
}

/** The modes that options are for. */
const MODE_OPTIONS: readonly (readonly [BondLink["mode"][], BondOptionName[]])[] = [
  [["802.3ad"], ["ad_actor_sys_prio", "ad_actor_system", "ad_user_port_key", "lacp_rate"]],
  [["balance-rr"], ["packets_per_slave"]],
  [["balance-tlb", "balance-alb"], ["tlb_dynamic_lb"]],
  [["active-backup", "balance-tlb", "balance-alb"], ["active_slave", "primary"]],
  [
    ["balance-rr", "active-backup", "balance-xor", "broadcast"],
    ["arp_interval", "arp_ip_target", "arp_validate"],
  ],
];

function comparableOptions({ mode, options }: BondLink): Map<BondOptionName, string> {
  const kept = new Map(options);
  const drop = (...names: BondOptionName[]) => names.forEach((name) => kept.delete(name));
  const isOn = (name: BondOptionName) => !["0", undefined].includes(options.get(name));
  for (const [modes, names] of MODE_OPTIONS) if (!modes.includes(mode)) drop(...names);
  if (isOn("miimon") || !isOn("arp_interval") || !options.has("arp_ip_target")) {
    drop("arp_ip_target");
    if (isOn("arp_interval")) drop("arp_interval");
    if (options.get("arp_validate") !== "none") drop("arp_validate");
  }
  if (!isOn("miimon")) drop(...(["updelay", "downdelay"] as const).filter(isOn));
  if (options.has("num_grat_arp") && options.get("num_unsol_na") !== options.get("num_grat_arp")) {
    drop("num_unsol_na");
  }
  const delay = Number(options.get("peer_notif_delay") ?? 0);
  if (delay > 0 && !(delay % Number(options.get("miimon") ?? 0) === 0)) drop("peer_notif_delay");
  if (kept.has("primary")) drop("active_slave");
  // The one word of the two that every version takes with these modes.
  const active = mode === "active-backup" ? undefined : kept.get("active_slave");
  if (active !== undefined) {
    drop("active_slave");
    kept.set("primary", active);
  }
  return kept;
}
