/**
 * A bond's `parameters` as netplan's reference explains them, under the kernel's names.
 *
 * @module
 */
import type { BondOptionName } from "../../lib/bond_options.ts";
import { boolean, type Fields, fields, list, number, text } from "./_yaml.ts";

type Read = (value: unknown) => string;

const toNumber: Read = (value) => String(number(value));
const toBit: Read = (value) => boolean(value) ? "1" : "0";
const toList: Read = (value) => list(value).map(text).join(",");

/** Intervals without a unit are milliseconds, but the learning packets', which are seconds. */
const PARAMETERS: Readonly<Record<string, readonly [BondOptionName, Read]>> = {
  "ad-select": ["ad_select", text],
  "all-slaves-active": ["all_slaves_active", toBit],
  "arp-all-targets": ["arp_all_targets", text],
  "arp-interval": ["arp_interval", toNumber],
  "arp-ip-targets": ["arp_ip_target", toList],
  "arp-validate": ["arp_validate", text],
  "down-delay": ["downdelay", toNumber],
  "fail-over-mac-policy": ["fail_over_mac", text],
  "gratuitous-arp": ["num_grat_arp", toNumber],
  "lacp-rate": ["lacp_rate", text],
  "learn-packet-interval": ["lp_interval", toNumber],
  "mii-monitor-interval": ["miimon", toNumber],
  "min-links": ["min_links", toNumber],
  "packets-per-slave": ["packets_per_slave", toNumber],
  "primary": ["primary", text],
  "primary-reselect-policy": ["primary_reselect", text],
  "resend-igmp": ["resend_igmp", toNumber],
  "transmit-hash-policy": ["xmit_hash_policy", text],
  "up-delay": ["updelay", toNumber],
};

/** The options that netplan has names for. */
export const NAMED: readonly BondOptionName[] = Object.values(PARAMETERS).map(([name]) => name);

export function readParameters(parameters: Fields): Map<BondOptionName, string> {
  const known = fields(parameters, Object.keys(PARAMETERS));
  return new Map(
    Object.entries(known).map(([key, value]) => {
      const [name, read] = PARAMETERS[key]!;
      return [name, read(value)];
    }),
  );
}
