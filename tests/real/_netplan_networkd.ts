/**
 * What netplan has made for systemd-networkd, read back into the model.
 *
 * @module
 */
import type { BondOptionName } from "../../lib/bond_options.ts";
import type { Ip } from "../../lib/ip.ts";
import type { Link, NetworkConfig } from "../../lib/network.ts";
import { comparable } from "../readers/netplan.ts";
import { comparable as networkdComparable, readNetworkd } from "../readers/networkd.ts";

/** The network of netplan's networkd files (path → contents). */
export function readGenerated(files: ReadonlyMap<string, string>): NetworkConfig {
  return readNetworkd(new Map([...files].map(([path, text]) => [path, inOurWords(text)])));
}

/**
 * netplan's files with the keys and values that the reader for ours knows: netplan says `true` or 1, older ones `GatewayOnlink`, matches all hardware
 * by its permanent address. Of DNS it cannot say that of router advertisements: what it says of both kinds of DHCP counts for
 * all.
 */
function inOurWords(text: string): string {
  const words = text
    .replace(/^(AllSlavesActive|GatewayOnLink|PrimarySlave|STP)=(?:true|1)$/gm, "$1=yes")
    .replace(/^GatewayOnlink=true$/gm, "GatewayOnLink=yes")
    .replace(/^STP=false$/m, "STP=no")
    .replace(
      /^UseDNS=false$/gm,
      "[DHCPv4]\nUseDNS=no\n[DHCPv6]\nUseDNS=no\n[IPv6AcceptRA]\nUseDNS=no\n[DHCP]",
    );
  return /^Bond=/m.test(words) ? words : words.replace(/^PermanentMACAddress=/m, "MACAddress=");
}

/**
 * What of a network can be seen in these files: netplan reads a file twice where a definition comes after one that it is
 * in, and then has each name server twice; it puts IPv4 before IPv6, writes no options that are 0, and gives what
 * DHCP brings the metric 100 where nobody gives it another one.
 */
export function generatedComparable(config: NetworkConfig): NetworkConfig {
  return { links: networkdComparable(comparable(config)).links.map(reduce) };
}

const NETPLANS_METRIC = 100;

function reduce({ learnedMetric, ...link }: Link): Link {
  const common = {
    ...(learnedMetric === undefined || learnedMetric === NETPLANS_METRIC ? {} : { learnedMetric }),
    addresses: byFamily(link.addresses, ({ ip }) => ip),
    nameServers: byFamily(once(link.nameServers), (server) => server),
  };
  if (link.kind !== "bond") return { ...link, ...common };
  const options = [...link.options].filter(([name, value]) => !(NO_ZERO.includes(name) && value === "0"));
  return { ...link, ...common, options: new Map(options) };
}

function once(servers: readonly Ip[]): Ip[] {
  return [...new Map(servers.map((server) => [server.text, server])).values()];
}

const NO_ZERO: readonly BondOptionName[] = ["all_slaves_active", "min_links"];

function byFamily<T>(values: readonly T[], ipOf: (value: T) => Ip): T[] {
  return values.toSorted((a, b) => ipOf(a).family - ipOf(b).family);
}
