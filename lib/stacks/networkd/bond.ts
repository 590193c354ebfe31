/**
 * Bonds as systemd.netdev(5) describes them: the kernel's option names, and systemd-networkd's own for them.
 *
 * @module
 */
import type { BondLink } from "../../network.ts";
import type { BondOptionName } from "../../bond_options.ts";
import type { Problem } from "../../problem.ts";
import { lostOptions, youngOptions } from "../_bond.ts";
import type { Section } from "../_sections.ts";

/** A key of networkd, and its value for one of the kernel; undefined where networkd takes no such value. */
type Translation = readonly [key: string, write: (value: string) => string | undefined];

const same = (value: string) => value;
const milliseconds = (value: string) => `${value}ms`;
const boolean = (value: string) => value === "1" ? "yes" : "no";
const known = (...values: string[]) => (value: string) => values.includes(value) ? value : undefined;

/** Values as systemd 252 takes them (`src/shared/bond-util.c`): each older one takes as many or fewer. */
const TRANSLATIONS: { readonly [Name in BondOptionName]?: Translation } = {
  ad_actor_sys_prio: ["AdActorSystemPriority", same],
  ad_actor_system: ["AdActorSystem", (mac) => /[1-9a-f]/.test(mac) ? mac : undefined],
  ad_select: ["AdSelect", same],
  ad_user_port_key: ["AdUserPortKey", same],
  all_slaves_active: ["AllSlavesActive", boolean],
  arp_all_targets: ["ARPAllTargets", same],
  arp_interval: ["ARPIntervalSec", milliseconds],
  arp_ip_target: ["ARPIPTargets", (list) => list.replaceAll(",", " ")],
  arp_missed_max: ["ARPMissedMax", same],
  arp_validate: ["ARPValidate", known("none", "active", "backup", "all")],
  downdelay: ["DownDelaySec", milliseconds],
  fail_over_mac: ["FailOverMACPolicy", same],
  lacp_rate: ["LACPTransmitRate", same],
  lp_interval: ["LearnPacketIntervalSec", (seconds) => `${seconds}s`],
  miimon: ["MIIMonitorSec", milliseconds],
  min_links: ["MinLinks", same],
  num_grat_arp: ["GratuitousARP", same],
  packets_per_slave: ["PacketsPerSlave", same],
  primary_reselect: ["PrimaryReselectPolicy", same],
  resend_igmp: ["ResendIGMP", same],
  tlb_dynamic_lb: ["DynamicTransmitLoadBalancing", boolean],
  updelay: ["UpDelaySec", milliseconds],
  xmit_hash_policy: ["TransmitHashPolicy", known("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4")],
};

/** Options that stand in a port's `.network`, with networkd's key there. */
const PORT_KEYS = { active_slave: "ActiveSlave", primary: "PrimarySlave" } as const;

/** The `[Bond]` section of a bond's `.netdev`. */
export function bondSection(bond: BondLink): Section {
  const options = [...bond.options].flatMap(([name, value]) => {
    const entry = translate(name, value);
    return entry === undefined ? [] : [entry];
  });
  return { name: "Bond", entries: [["Mode", bond.mode], ...options] };
}

/** What a port's `[Network]` section says about the bond that it belongs to. */
export function portEntries(port: string, bond: BondLink): [key: string, value: string][] {
  const roles = Object.entries(PORT_KEYS).filter(([name]) =>
    bond.options.get(name as BondOptionName) === port
  );
  return [["Bond", bond.name], ...roles.map(([, key]): [string, string] => [key, "yes"])];
}

/** systemd's versions since which networkd knows an option. */
const SINCE = { arp_missed_max: "256" };

/** What of a bond's options networkd cannot express; `file` is the path of its `.netdev`. */
export function bondProblems(bond: BondLink, file: string): Problem[] {
  return [...lostOptions(bond, file, whyNot), ...youngOptions(bond, file, "systemd", SINCE)];
}

function translate(name: BondOptionName, value: string): [string, string] | undefined {
  const [key, write] = TRANSLATIONS[name] ?? [];
  const written = write?.(value);
  return key === undefined || written === undefined ? undefined : [key, written];
}

function whyNot(name: BondOptionName, value: string, { options }: BondLink): string | undefined {
  // netdev/bond.c puts the one into its message only together with the other (252, and still so in 2025).
  if (name === "lp_interval" && !options.has("arp_interval")) {
    return "systemd-networkd passes the interval on only together with an ARP interval";
  }
  if (name in PORT_KEYS || translate(name, value) !== undefined) return undefined;
  return name in TRANSLATIONS
    ? "systemd-networkd does not take this value"
    : "systemd-networkd has no such setting";
}
