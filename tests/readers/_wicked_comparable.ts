/**
 * What wicked's files can express of a network.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../../lib/bond_options.ts";
import { containing, type Ip, isLinkLocal } from "../../lib/ip.ts";
import type { BondLink, Link, NetworkConfig, Route } from "../../lib/network.ts";

/** Wicked cannot say it: devices are found by name. */
export const UNKNOWN_MAC = "00:00:00:00:00:00";

/**
 * Reduces a network to what wicked's files can express:
 *
 * - hardware addresses of physical links are lost: a file is for a device's name;
 * - `carrier` is lost: wicked looks itself;
 * - the order of links is lost: each has its own file;
 * - which link a name server is asked through is lost: the first by name has them all;
 * - every gateway that no static address makes known is on the link, as static routes come before DHCP's addresses;
 * - routes that router advertisements bring have the kernel's metric;
 * - a bond's port takes no router advertisements: it has no IPv6;
 * - bond options that wicked does not take are lost, and a bond whose ports nothing watches has miimon.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  const servers = new Map(config.links.flatMap(({ nameServers }) => nameServers.map((ip) => [ip.text, ip])));
  const links = config.links.toSorted((a, b) => a.name < b.name ? -1 : 1);
  return {
    links: links.map((link, index) => comparableLink(link, index === 0 ? [...servers.values()] : [])),
  };
}

function comparableLink({ learnedMetric, carrier: _, ...link }: Link, nameServers: readonly Ip[]): Link {
  const isPort = link.kind === "physical" && link.bond !== undefined;
  const common = {
    ...(learnedMetric === undefined || !link.dhcp4 ? {} : { learnedMetric }),
    routerAdvertisements: isPort ? "ignore" : link.routerAdvertisements,
    routes: link.routes.map((route) => ({ ...route, onLink: route.onLink || isUnknown(link, route) })),
    nameServers,
  } as const;
  if (link.kind === "bond") return { ...link, ...common, options: comparableOptions(link) };
  return link.kind === "physical" ? { ...link, ...common, mac: UNKNOWN_MAC } : { ...link, ...common };
}

function isUnknown({ addresses }: Pick<Link, "addresses">, { gateway }: Route): boolean {
  return !isLinkLocal(gateway) && !containing(addresses)(gateway);
}

/** Options, the modes that they are for, and the values that other modes take too. */
const MODE_OPTIONS: readonly (readonly [names: BondOptionName[], modes: BondMode[], anywhere: string[]])[] = [
  [["active_slave", "primary"], ["active-backup", "balance-tlb", "balance-alb"], []],
  [["primary_reselect"], ["active-backup", "balance-tlb", "balance-alb"], ["always"]],
  [["ad_select", "lacp_rate", "min_links"], ["802.3ad"], ["stable", "slow", "0"]],
  [["arp_validate", "fail_over_mac"], ["active-backup"], ["none"]],
  [["num_grat_arp", "num_unsol_na"], ["active-backup"], ["0", "1"]],
  [["packets_per_slave"], ["balance-rr"], ["1"]],
  [["resend_igmp"], ["balance-rr", "active-backup", "balance-tlb", "balance-alb"], ["0", "1"]],
  [["tlb_dynamic_lb"], ["balance-tlb"], ["1"]],
  [["xmit_hash_policy"], ["802.3ad", "balance-xor"], ["layer2"]],
];

function comparableOptions({ mode, options }: BondLink): Map<BondOptionName, string> {
  const kept = new Map(options);
  const drop = (...names: BondOptionName[]) => names.forEach((name) => kept.delete(name));
  for (const [names, modes, anywhere] of MODE_OPTIONS) {
    if (!modes.includes(mode)) drop(...names.filter((name) => !anywhere.includes(options.get(name) ?? "")));
  }
  if (options.get("xmit_hash_policy") === "vlan+srcmac") drop("xmit_hash_policy");
  if (options.get("num_unsol_na") !== (options.get("num_grat_arp") ?? options.get("num_unsol_na"))) {
    drop("num_unsol_na");
  }
  if (/^.[13579bdf]|^[0:]+$/.test(options.get("ad_actor_system") ?? "")) drop("ad_actor_system");
  drop("peer_notif_delay");
  comparableMonitoring(mode, kept);
  return kept;
}

/** Either miimon or all of ARP monitoring; miimon for want of either. */
function comparableMonitoring(mode: BondMode, options: Map<BondOptionName, string>): void {
  const miimon = Number(options.get("miimon") ?? 0);
  const targets = options.get("arp_ip_target") ?? "0.0.0.0";
  const hasArp = miimon === 0 && Number(options.get("arp_interval") ?? 0) > 0 &&
    !["802.3ad", "balance-tlb", "balance-alb"].includes(mode) &&
    !/(^|,)(0\.0\.0\.0|255\.255\.255\.255)(,|$)/.test(targets);
  const lost: BondOptionName[] = hasArp
    ? ["miimon"]
    : ["arp_all_targets", "arp_interval", "arp_ip_target", "arp_validate"];
  for (const name of lost) options.delete(name);
  if (!hasArp && miimon === 0) options.set("miimon", "100");
  for (const name of ["downdelay", "updelay"] as const) {
    const delay = Number(options.get(name) ?? 0);
    if (delay > 0 && (miimon === 0 || delay < miimon)) options.delete(name);
  }
}
