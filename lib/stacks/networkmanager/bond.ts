/**
 * The `[bond]` section of a keyfile. NetworkManager refuses a whole profile for one option that it does not take
 * beside another (`nm-setting-bond.c`, `verify`): of what the kernel takes, since 1.18, that is `active_slave` beside
 * `primary` alone. An option that a version does not know is no harm: reading keyfiles, it warns and goes on.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";
import type { Problem } from "../../problem.ts";
import { lostOptions, youngOptions } from "../_bond.ts";
import type { Section } from "../_sections.ts";

export function bondSection(bond: BondLink): Section {
  const entries = [...bond.options]
    .filter(([name, value]) => whyNot(name, value, bond) === undefined)
    .map(([name, value]) => [keyOf(name, bond.mode), value] as const);
  return { name: "bond", entries: [["mode", bond.mode], ...entries] };
}

/** Before 1.30 `primary` is refused but with active-backup, while `active_slave` is not and means it since. */
function keyOf(name: BondOptionName, mode: BondMode): string {
  return name === "primary" && mode !== "active-backup" ? "active_slave" : name;
}

/** The options that it knows (`nm-setting-bond.c` of 2026), and since which version those that not all do. */
const KNOWN: ReadonlySet<BondOptionName> = new Set([
  "active_slave",
  "ad_actor_sys_prio",
  "ad_actor_system",
  "ad_select",
  "ad_user_port_key",
  "all_slaves_active",
  "arp_all_targets",
  "arp_interval",
  "arp_ip_target",
  "arp_missed_max",
  "arp_validate",
  "downdelay",
  "fail_over_mac",
  "lacp_active",
  "lacp_rate",
  "lp_interval",
  "miimon",
  "min_links",
  "ns_ip6_target",
  "num_grat_arp",
  "packets_per_slave",
  "peer_notif_delay",
  "primary",
  "primary_reselect",
  "resend_igmp",
  "tlb_dynamic_lb",
  "updelay",
  "use_carrier",
  "xmit_hash_policy",
]);
const SINCE = {
  arp_missed_max: "1.44",
  lacp_active: "1.44",
  ns_ip6_target: "1.44",
  peer_notif_delay: "1.34",
};

/** What NetworkManager loses of a bond's options; `file` is the path of its keyfile. */
export function bondProblems(bond: BondLink, file: string): Problem[] {
  return [...lostOptions(bond, file, whyNot), ...youngOptions(bond, file, "NetworkManager", SINCE)];
}

function whyNot(name: BondOptionName, _value: string, { options }: BondLink): string | undefined {
  if (!KNOWN.has(name)) return "NetworkManager has no such setting";
  return name === "active_slave" && options.has("primary")
    ? "NetworkManager takes it for another word for primary"
    : undefined;
}
