/**
 * What wicked's files can express of a network.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../../lib/bond_options.ts";
import { type BondLink, isKeptUp, isPort, type Link, type NetworkConfig } from "../../lib/network.ts";

/** Wicked cannot say it: devices are found by name. */
export const UNKNOWN_MAC = "00:00:00:00:00:00";

/**
 * Reduces a network to what wicked's files can express:
 *
 * - hardware addresses of physical links are lost: a file is for a device's name;
 * - `carrier` is lost: wicked looks itself; so is `learnedDns`, as netconfig leaves a `resolv.conf` alone that is not its own;
 * - the order of links is lost: each has its own file;
 * - which link a name server is asked through, or a domain searched, is lost: the first by name has them all;
 * - routes that router advertisements bring have the kernel's metric;
 * - that a card is a fallback is lost where it leads to the root file system;
 * - a port takes no router advertisements: it has no IPv6;
 * - bond options that wicked does not know, or does not take in a mode, are lost.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  const servers = new Map(config.links.flatMap(({ nameServers }) => nameServers.map((ip) => [ip.text, ip])));
  // Without a server there is no file.
  const dns = servers.size === 0 ? NO_DNS : {
    nameServers: [...servers.values()],
    searchDomains: [...new Set(config.links.flatMap(({ searchDomains }) => searchDomains))],
  };
  const links = config.links.toSorted((a, b) => a.name < b.name ? -1 : 1);
  return {
    links: links.map((link, index) => comparableLink(link, index === 0 ? dns : NO_DNS)),
  };
}

type Dns = Pick<Link, "nameServers" | "searchDomains">;
const NO_DNS: Dns = { nameServers: [], searchDomains: [] };

function comparableLink({ learnedMetric, learnedDns: _dns, carrier: _, ...link }: Link, dns: Dns): Link {
  const common = {
    ...(learnedMetric === undefined || !link.dhcp4 ? {} : { learnedMetric }),
    routerAdvertisements: isPort(link) ? "ignore" : link.routerAdvertisements,
    fallback: link.fallback && !isKeptUp(link),
    ...dns,
  } as const;
  if (link.kind === "bond") return { ...link, ...common, options: comparableOptions(link) };
  return link.kind === "physical" ? { ...link, ...common, mac: UNKNOWN_MAC } : { ...link, ...common };
}

/** Options, the modes that they are for, and the values that other modes take too. */
const MODE_OPTIONS: readonly (readonly [names: BondOptionName[], modes: BondMode[], anywhere: string[]])[] = [
  [["primary_reselect"], ["active-backup", "balance-tlb", "balance-alb"], ["always"]],
  [["ad_select", "min_links"], ["802.3ad"], ["stable", "0"]],
  [["arp_validate", "fail_over_mac"], ["active-backup"], ["none"]],
  [["num_grat_arp"], ["active-backup"], ["0", "1"]],
  [["resend_igmp"], ["balance-rr", "active-backup", "balance-tlb", "balance-alb"], ["0", "1"]],
  [["tlb_dynamic_lb"], ["balance-tlb"], ["1"]],
  [["xmit_hash_policy"], ["802.3ad", "balance-xor"], ["layer2"]],
];

/** The options that ifcfg-bonding(5) and wicked's `src/bonding.c` do not have. */
const UNKNOWN: readonly BondOptionName[] = [
  "arp_missed_max",
  "broadcast_neighbor",
  "coupled_control",
  "lacp_active",
  "ns_ip6_target",
  "peer_notif_delay",
];

function comparableOptions({ mode, options }: BondLink): Map<BondOptionName, string> {
  const kept = new Map(options);
  const drop = (...names: BondOptionName[]) => names.forEach((name) => kept.delete(name));
  for (const [names, modes, anywhere] of MODE_OPTIONS) {
    if (!modes.includes(mode)) drop(...names.filter((name) => !anywhere.includes(options.get(name) ?? "")));
  }
  if (options.get("xmit_hash_policy") === "vlan+srcmac") drop("xmit_hash_policy");
  if (/^[0:]+$/.test(options.get("ad_actor_system") ?? "")) drop("ad_actor_system");
  drop(...UNKNOWN);
  return kept;
}
