/**
 * Which options of a bond the kernel takes together. A refused option would cost some network stacks the whole bond, as
 * they set all options in one request.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../bond_options.ts";

type Options = ReadonlyMap<BondOptionName, string>;

const ALL_BUT_ARP: readonly BondMode[] = ["802.3ad", "balance-tlb", "balance-alb"];
const WITH_PRIMARY: readonly BondMode[] = ["active-backup", "balance-tlb", "balance-alb"];

/** The modes in which the kernel takes an option (`unsuppmodes` of the driver's option table); the others take all. */
const MODES: Partial<Record<BondOptionName, readonly BondMode[]>> = {
  active_slave: WITH_PRIMARY,
  ad_actor_sys_prio: ["802.3ad"],
  ad_actor_system: ["802.3ad"],
  ad_user_port_key: ["802.3ad"],
  lacp_rate: ["802.3ad"],
  packets_per_slave: ["balance-rr"],
  primary: WITH_PRIMARY,
  tlb_dynamic_lb: ["balance-tlb", "balance-alb"],
};

const ARP_OPTIONS: ReadonlySet<BondOptionName> = new Set([
  "arp_interval",
  "arp_ip_target",
  "arp_validate",
  "arp_all_targets",
]);
const DELAYS: ReadonlySet<BondOptionName> = new Set(["updelay", "downdelay", "peer_notif_delay"]);

/** Why the kernel would refuse an option beside the others, or undefined. */
export function refusal(mode: BondMode, options: Options, name: BondOptionName): string | undefined {
  const modes = MODES[name];
  if (modes !== undefined && !modes.includes(mode)) return `the mode ${mode} has no ${name}`;
  if (ARP_OPTIONS.has(name)) {
    if (ALL_BUT_ARP.includes(mode)) return `the mode ${mode} has no ARP monitoring`;
    if (!options.has("arp_ip_target")) return `${name} needs arp_ip_target`;
    if (isOn(options, "miimon")) return `${name} and miimon exclude one another`;
  }
  if (DELAYS.has(name) && !isOn(options, "miimon")) return `${name} needs miimon`;
  return undefined;
}

function isOn(options: Options, name: BondOptionName): boolean {
  return Number(options.get(name) ?? 0) > 0;
}
