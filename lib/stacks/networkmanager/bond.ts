/**
 * The `[bond]` section of a keyfile. NetworkManager refuses a whole profile for one option that it does not take
 * beside another (`nm-setting-bond.c`, `verify`), so such options are left out here, for every version since 1.18. One
 * that a version does not know is no harm: reading keyfiles, it warns and goes on.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";
import type { Section } from "../_sections.ts";

export interface BondSection {
  readonly section: Section;
  /** What was left out, and why. */
  readonly refused: readonly RefusedOption[];
}

export interface RefusedOption {
  readonly name: BondOptionName;
  readonly value: string;
  /** Completes "NetworkManager does not take it …". */
  readonly reason: string;
}

export function bondSection(bond: BondLink): BondSection {
  // Beside `primary` the other word for it would only be refused.
  const isRepeated = (name: string, value: string) =>
    name === "active_slave" && value === bond.options.get("primary");
  const options = [...bond.options].filter(([name, value]) => !isRepeated(name, value));
  const refused = options.flatMap(([name, value]) => {
    const reason = refusal(name, value, bond);
    return reason === undefined ? [] : [{ name, value, reason }];
  });
  const names = new Set(refused.map(({ name }) => name));
  const entries = options
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => [keyOf(name, bond.mode), value] as const);
  return { section: { name: "bond", entries: [["mode", bond.mode], ...entries] }, refused };
}

/** Before 1.30 `primary` is refused but with active-backup, while `active_slave` is not and means it since. */
function keyOf(name: BondOptionName, mode: BondMode): string {
  return name === "primary" && mode !== "active-backup" ? "active_slave" : name;
}

const LACP: readonly BondMode[] = ["802.3ad"];
const ONE_ACTIVE: readonly BondMode[] = ["active-backup", "balance-tlb", "balance-alb"];
const ARP_MONITORED: readonly BondMode[] = ["balance-rr", "active-backup", "balance-xor", "broadcast"];

/** Modes outside of which NetworkManager drops or refuses an option. */
const MODES: { readonly [Name in BondOptionName]?: readonly BondMode[] } = {
  active_slave: ONE_ACTIVE,
  ad_actor_sys_prio: LACP,
  ad_actor_system: LACP,
  ad_user_port_key: LACP,
  arp_interval: ARP_MONITORED,
  arp_ip_target: ARP_MONITORED,
  arp_validate: ARP_MONITORED,
  lacp_rate: LACP,
  packets_per_slave: ["balance-rr"],
  primary: ONE_ACTIVE,
  tlb_dynamic_lb: ["balance-tlb", "balance-alb"],
};

type Conflict = (options: BondLink["options"], value: string) => string | undefined;

/** What an option cannot stand beside or without. */
const CONFLICTS: { readonly [Name in BondOptionName]?: Conflict } = {
  active_slave: (options) => options.has("primary") ? "beside another primary" : undefined,
  arp_interval: (options, value) => value === "0" ? undefined : withoutArpMonitoring(options),
  arp_ip_target: withoutArpMonitoring,
  // Alone it would turn miimon off, so that nothing watched the ports.
  arp_validate: (options, value) => value === "none" ? undefined : withoutArpMonitoring(options),
  downdelay: withoutMiimon,
  num_unsol_na: (options, value) =>
    (options.get("num_grat_arp") ?? value) === value
      ? undefined
      : "beside another value of num_grat_arp, which is the same option",
  peer_notif_delay: (options, value) =>
    withoutMiimon(options, value) ??
      (value !== "0" && Number(value) % Number(options.get("miimon")) !== 0
        ? `beside miimon=${options.get("miimon")}, of which it is no multiple`
        : undefined),
  updelay: withoutMiimon,
};

function refusal(name: BondOptionName, value: string, { mode, options }: BondLink): string | undefined {
  return MODES[name]?.includes(mode) === false ? `with the mode ${mode}` : CONFLICTS[name]?.(options, value);
}

function isOn(options: BondLink["options"], name: BondOptionName): boolean {
  return (options.get(name) ?? "0") !== "0";
}

function withoutArpMonitoring(options: BondLink["options"]): string | undefined {
  if (isOn(options, "miimon")) return "beside miimon";
  if (!isOn(options, "arp_interval")) return "without arp_interval";
  return options.has("arp_ip_target") ? undefined : "without arp_ip_target";
}

function withoutMiimon(options: BondLink["options"], value: string): string | undefined {
  return value === "0" || isOn(options, "miimon") ? undefined : "without miimon";
}
