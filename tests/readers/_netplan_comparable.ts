/**
 * What netplan's YAML can express of a network.
 *
 * @module
 */
import type { BondOptionName } from "../../lib/bond_options.ts";
import {
  type BondLink,
  hasStatic,
  isUnconfigured,
  type Link,
  type NetworkConfig,
} from "../../lib/network.ts";

/**
 * Reduces a network to what netplan's YAML can express:
 *
 * - links have no order of their own: by name;
 * - an InfiniBand port is known by its name only, and not told from other hardware;
 * - a bond always has a hardware address, by default its first port's (but an InfiniBand port's is none for a bond);
 * - DHCPv6 for information is what router advertisements say, like its absence beside them;
 * - the metric of learned routes is lost where there is no DHCP for addresses;
 * - whether a link has a carrier is not said, and one that asks for nothing is not waited for, fallback or not;
 * - a gateway counts as on the link where no static address of its family can make it so;
 * - of a bond's options see {@link expressible}.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  const links = config.links.map((link) => reduce(link, config));
  return { links: links.toSorted((a, b) => a.name < b.name ? -1 : 1) };
}

function reduce(original: Link, config: NetworkConfig): Link {
  const { carrier: _, learnedMetric, ...link } = original;
  const hasMetric = learnedMetric !== undefined && (link.dhcp4 || link.dhcp6 === "addresses");
  const settings = {
    ...(hasMetric ? { learnedMetric } : {}),
    dhcp6: link.dhcp6 === "addresses" ? link.dhcp6 : "off" as const,
    routes: link.routes.map((route) => ({
      ...route,
      onLink: route.onLink || !hasStatic(original, route.gateway.family),
    })),
    fallback: isOptional(original, config),
  };
  switch (link.kind) {
    case "physical":
      return { ...link, ...settings, ...(link.infiniband ? { mac: "", infiniband: false } : {}) };
    case "bond":
      return { ...link, ...settings, ...macOf(link, config), options: expressible(link) };
    case "vlan":
      return { ...link, ...settings };
  }
}

/** Where all links are fallback, those that may have a carrier are waited for like any other. */
function isOptional(link: Link, { links }: NetworkConfig): boolean {
  if (isUnconfigured(link)) return true;
  const others = links.some((other) => !other.fallback && !isUnconfigured(other));
  return link.fallback && (link.carrier === false || others);
}

function macOf(bond: BondLink, { links }: NetworkConfig): { mac?: string } {
  const first = links.find(({ name }) => name === bond.ports[0]);
  const mac = bond.mac ?? (first?.kind === "physical" && !first.infiniband ? first.mac : undefined);
  return mac === undefined || mac === "" ? {} : { mac };
}

const NO_KEY: readonly BondOptionName[] = [
  "active_slave",
  "ad_actor_sys_prio",
  "ad_actor_system",
  "ad_user_port_key",
  "peer_notif_delay",
  "tlb_dynamic_lb",
  "use_carrier",
];
const NO_ZERO: readonly BondOptionName[] = ["num_grat_arp", "packets_per_slave", "resend_igmp"];

/**
 * The options that netplan has: not those without a key, not the values that its reference does not list (ARP filters,
 * `vlan+srcmac`), no zero where it means that nothing is said, no primary device but a port. The kernel has two names
 * for the number of notifications; if both are given, netplan is told `num_grat_arp`'s.
 */
function expressible({ options, ports }: BondLink): Map<BondOptionName, string> {
  const notifications = options.get("num_grat_arp") ?? options.get("num_unsol_na");
  const all = new Map([
    ...options,
    ...(notifications === undefined ? [] : [["num_grat_arp", notifications]] as const),
  ]);
  return new Map(
    [...all].filter(([name, value]) =>
      name !== "num_unsol_na" && !NO_KEY.includes(name) && !(NO_ZERO.includes(name) && value === "0") &&
      !/^(?:filter.*|vlan\+srcmac)$/.test(value) && (name !== "primary" || ports.includes(value))
    ),
  );
}
