/**
 * What netplan's YAML can express of a network.
 *
 * @module
 */
import type { BondOptionName } from "../../lib/bond_options.ts";
import { NAMED } from "./_netplan_bond.ts";
import { type BondLink, isUnconfigured, type Link, type NetworkConfig } from "../../lib/network.ts";

/**
 * Reduces a network to what netplan's YAML can express:
 *
 * - links have no order of their own: by name;
 * - an InfiniBand port is known by its name only, and not told from other hardware;
 * - DHCPv6 for information is what router advertisements say, like its absence beside them;
 * - the metric of learned routes is lost where there is no DHCP for addresses;
 * - whether a link has a carrier is not said, and one that asks for nothing is not waited for, fallback or not;
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
    fallback: isOptional(original, config),
  };
  switch (link.kind) {
    case "physical":
      return { ...link, ...settings, ...(link.infiniband ? { mac: "", infiniband: false } : {}) };
    case "bond":
      return { ...link, ...settings, options: expressible(link) };
    case "vlan":
    case "bridge":
      return { ...link, ...settings };
  }
}

/** Where all links are fallback, those that may have a carrier are waited for like any other. */
function isOptional(link: Link, { links }: NetworkConfig): boolean {
  if (isUnconfigured(link)) return true;
  const others = links.some((other) => !other.fallback && !isUnconfigured(other));
  return link.fallback && (link.carrier === false || others);
}

const NO_ZERO: readonly BondOptionName[] = ["num_grat_arp", "packets_per_slave", "resend_igmp"];

/**
 * The options that netplan has: not those without a name, not the values that its reference does not list (ARP filters,
 * `vlan+srcmac`), no zero where it means that nothing is said.
 */
function expressible({ options }: BondLink): Map<BondOptionName, string> {
  return new Map(
    [...options].filter(([name, value]) =>
      NAMED.includes(name) && !(NO_ZERO.includes(name) && value === "0") &&
      !/^(?:filter.*|vlan\+srcmac)$/.test(value)
    ),
  );
}
