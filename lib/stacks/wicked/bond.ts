/**
 * `BONDING_MODULE_OPTS` of wicked. It gives up a whole bond for one option that it does not know or take beside another
 * (`ni_bonding_set_option` and `ni_bonding_validate` in its `src/bonding.c`), so such options are left out here. It
 * also takes no bond whose ports nothing watches.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";

export interface ModuleOptions {
  /** `mode=… miimon=… …` */
  readonly text: string;
  /** What watches the ports was added here. */
  readonly monitoringAdded: boolean;
  /** What was left out, and why. */
  readonly refused: readonly RefusedOption[];
}

export interface RefusedOption {
  readonly name: BondOptionName;
  readonly value: string;
  /** Completes "wicked does not take it …". */
  readonly reason: string;
}

/** Milliseconds; what the kernel itself takes for the modes that cannot do without. */
export const DEFAULT_MIIMON = "100";

/** Of a line, wicked reads 511 bytes with the line break: this is what is left for the value. */
const LONGEST = 510 - 'BONDING_MODULE_OPTS=""'.length;

/** Without these the others would not count: they come first, so that they always fit. */
const MONITORING: readonly BondOptionName[] = ["miimon", "arp_interval", "arp_ip_target"];

export function moduleOptions(bond: BondLink): ModuleOptions {
  const monitoringAdded = !isOn(bond, "miimon") && !hasArpMonitoring(bond);
  let text = `mode=${bond.mode}${monitoringAdded ? ` miimon=${DEFAULT_MIIMON}` : ""}`;
  const refused: RefusedOption[] = [];
  for (const [name, value] of monitoringFirst(bond)) {
    const longer = `${text} ${name}=${value}`;
    const reason = RULES[name]?.(value, bond) ??
      (longer.length > LONGEST ? "in a line this long" : undefined);
    if (reason === undefined) text = longer;
    else if (SAYS_NOTHING[name] !== value) refused.push({ name, value, reason });
  }
  return { text, monitoringAdded, refused };
}

function monitoringFirst({ options }: BondLink): (readonly [BondOptionName, string])[] {
  return [
    ...[...options].filter(([name]) => MONITORING.includes(name)),
    ...[...options].filter(([name]) => !MONITORING.includes(name)),
  ];
}

/** Values that only repeat what holds without them: nothing is lost where they cannot be written. */
const SAYS_NOTHING: { readonly [Name in BondOptionName]?: string } = {
  arp_all_targets: "any",
  arp_interval: "0",
  arp_validate: "none",
  miimon: "0",
  peer_notif_delay: "0",
};

/** Why wicked would not take a value, or undefined. */
type Rule = (value: string, bond: BondLink) => string | undefined;

const LACP: readonly BondMode[] = ["802.3ad"];
const ONE_ACTIVE: readonly BondMode[] = ["active-backup", "balance-tlb", "balance-alb"];
const ARP_MONITORED: readonly BondMode[] = ["balance-rr", "active-backup", "balance-xor", "broadcast"];

const RULES: { readonly [Name in BondOptionName]?: Rule } = {
  active_slave: only(ONE_ACTIVE),
  ad_actor_system: (value) => isUnicast(value) ? undefined : "which is no host's",
  ad_select: only(LACP, "stable"),
  arp_all_targets: withArpMonitoring,
  arp_interval: withArpMonitoring,
  arp_ip_target: withArpMonitoring,
  arp_validate: (value, bond) =>
    withArpMonitoring(value, bond) ?? only(["active-backup"], "none")(value, bond),
  downdelay: withMiimon,
  fail_over_mac: only(["active-backup"], "none"),
  lacp_rate: only(LACP, "slow"),
  miimon: (value) => value === "0" ? "as nothing" : undefined,
  min_links: only(LACP, "0"),
  num_grat_arp: only(["active-backup"], "0", "1"),
  num_unsol_na: (value, bond) =>
    (bond.options.get("num_grat_arp") ?? value) === value
      ? only(["active-backup"], "0", "1")(value, bond)
      : "beside another value of num_grat_arp, which is the same option",
  packets_per_slave: only(["balance-rr"], "1"),
  peer_notif_delay: () => "which it does not know",
  primary: only(ONE_ACTIVE),
  primary_reselect: only(ONE_ACTIVE, "always"),
  resend_igmp: only(["balance-rr", ...ONE_ACTIVE], "0", "1"),
  // Although the kernel takes 0 with balance-alb as well, and hash policies with balance-tlb.
  tlb_dynamic_lb: only(["balance-tlb"], "1"),
  updelay: withMiimon,
  xmit_hash_policy: (value, bond) =>
    value === "vlan+srcmac"
      ? "which it does not know"
      : only(["balance-xor", "802.3ad"], "layer2")(value, bond),
};

/** For these modes; some values with any. */
function only(modes: readonly BondMode[], ...anywhere: readonly string[]): Rule {
  return (value, { mode }) =>
    modes.includes(mode) || anywhere.includes(value) ? undefined : `with the mode ${mode}`;
}

function isOn({ options }: BondLink, name: BondOptionName): boolean {
  return (options.get(name) ?? "0") !== "0";
}

function hasArpMonitoring(bond: BondLink): boolean {
  return withArpMonitoring("", bond) === undefined;
}

function withArpMonitoring(_value: string, bond: BondLink): string | undefined {
  if (isOn(bond, "miimon")) return "beside miimon";
  if (!ARP_MONITORED.includes(bond.mode)) return `with the mode ${bond.mode}`;
  if (!isOn(bond, "arp_interval")) return "without arp_interval";
  const targets = bond.options.get("arp_ip_target")?.split(",") ?? [];
  if (targets.length === 0) return "without arp_ip_target";
  return targets.some((target) => ["0.0.0.0", "255.255.255.255"].includes(target))
    ? "with a target that is no host"
    : undefined;
}

/** The kernel would round a shorter delay down to none. */
function withMiimon(value: string, { options }: BondLink): string | undefined {
  const miimon = options.get("miimon") ?? "0";
  if (value === "0") return undefined;
  if (miimon === "0") return "without miimon";
  return Number(value) < Number(miimon) ? `below miimon=${miimon}` : undefined;
}

function isUnicast(mac: string): boolean {
  return /^[0-9a-f][02468ace]:/.test(mac) && /[1-9a-f]/.test(mac);
}
