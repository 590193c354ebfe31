/**
 * `BONDING_MODULE_OPTS` of wicked. It gives up a whole bond for one option that it does not know or take beside another
 * (`ni_bonding_set_option` and `ni_bonding_validate` in its `src/bonding.c`), so such options are left out here.
 *
 * @module
 */
import { type BondMode, type BondOptionName, ONE_ACTIVE } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";
import type { Problem } from "../../problem.ts";
import { lostOptions } from "../_bond.ts";

/** Of a line, wicked reads 511 bytes with the line break: this is what is left for the value. */
const LONGEST = 510 - 'BONDING_MODULE_OPTS=""'.length;

interface ModuleOptions {
  /** `mode=… miimon=… …` */
  readonly text: string;
  /** Why others are left out, by name. */
  readonly lost: ReadonlyMap<BondOptionName, string>;
}

export function moduleOptions(bond: BondLink): ModuleOptions {
  const lost = new Map<BondOptionName, string>();
  let text = `mode=${bond.mode}`;
  for (const [name, value] of monitoringFirst(bond)) {
    const longer = `${text} ${name}=${value}`;
    const reason = whyNot(name, value, bond.mode) ??
      (longer.length > LONGEST ? "wicked reads no line that long" : undefined);
    if (reason === undefined) text = longer;
    else lost.set(name, reason);
  }
  return { text, lost };
}

/** What wicked loses of a bond's options; `file` is the path of its `ifcfg-` file. */
export function bondProblems(bond: BondLink, file: string): Problem[] {
  const { lost } = moduleOptions(bond);
  return lostOptions(bond, file, (name) => lost.get(name));
}

/** Without these the others would not count: they come first, so that they always fit. */
const MONITORING: readonly BondOptionName[] = ["miimon", "arp_interval", "arp_ip_target"];

function monitoringFirst({ options }: BondLink): (readonly [BondOptionName, string])[] {
  const isFirst = ([name]: readonly [BondOptionName, string]) => MONITORING.includes(name);
  return [...[...options].filter(isFirst), ...[...options].filter((option) => !isFirst(option))];
}

/** Why wicked would not take a value in a mode, as a clause; undefined where it does. */
type Rule = (value: string, mode: BondMode) => string | undefined;

const LACP: readonly BondMode[] = ["802.3ad"];
const UNKNOWN = "wicked does not know it";

/** The options that wicked knows, and where it takes less than the kernel. */
const RULES: { readonly [Name in BondOptionName]?: Rule } = {
  active_slave: any,
  ad_actor_sys_prio: any,
  ad_actor_system: (mac) => /[1-9a-f]/.test(mac) ? undefined : "wicked takes no address of zeros",
  ad_select: only(LACP, "stable"),
  ad_user_port_key: any,
  all_slaves_active: any,
  arp_all_targets: any,
  arp_interval: any,
  arp_ip_target: any,
  arp_validate: only(["active-backup"], "none"),
  downdelay: any,
  fail_over_mac: only(["active-backup"], "none"),
  lacp_rate: any,
  lp_interval: any,
  miimon: any,
  min_links: only(LACP, "0"),
  num_grat_arp: only(["active-backup"], "0", "1"),
  packets_per_slave: any,
  primary: any,
  primary_reselect: only(ONE_ACTIVE, "always"),
  resend_igmp: only(["balance-rr", ...ONE_ACTIVE], "0", "1"),
  // Although the kernel takes 0 with balance-alb as well, and hash policies with balance-tlb.
  tlb_dynamic_lb: only(["balance-tlb"], "1"),
  updelay: any,
  use_carrier: any,
  xmit_hash_policy: (value, mode) =>
    value === "vlan+srcmac" ? UNKNOWN : only(["balance-xor", "802.3ad"], "layer2")(value, mode),
};

function whyNot(name: BondOptionName, value: string, mode: BondMode): string | undefined {
  const rule = RULES[name];
  return rule === undefined ? UNKNOWN : rule(value, mode);
}

function any(): undefined {}

/** For these modes; some values with any. */
function only(modes: readonly BondMode[], ...anywhere: readonly string[]): Rule {
  return (value, mode) =>
    modes.includes(mode) || anywhere.includes(value)
      ? undefined
      : `wicked does not take it with the mode ${mode}`;
}
