/**
 * Bonds as systemd.netdev(5) describes them: the kernel's option names, and systemd-networkd's own for them.
 *
 * @module
 */
import type { BondLink } from "../../network.ts";
import type { BondOptionName } from "../../bond_options.ts";
import { type Problem, problemIn, quote } from "../../problem.ts";
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
  ad_actor_system: ["AdActorSystem", (mac) => /^.[02468ace]/.test(mac) ? mac : undefined],
  ad_select: ["AdSelect", same],
  ad_user_port_key: ["AdUserPortKey", same],
  all_slaves_active: ["AllSlavesActive", boolean],
  arp_all_targets: ["ARPAllTargets", same],
  arp_interval: ["ARPIntervalSec", milliseconds],
  arp_ip_target: ["ARPIPTargets", (list) => list.replaceAll(",", " ")],
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

/** Values that need no saying, of options that networkd cannot say anything about. */
const KERNEL_DEFAULTS: { readonly [Name in BondOptionName]?: string } = {
  ad_actor_system: "00:00:00:00:00:00",
  peer_notif_delay: "0",
  use_carrier: "1",
};

/** The `[Bond]` section of a bond's `.netdev`. */
export function bondSection(bond: BondLink): Section {
  const options = [...effective(bond)].flatMap(([name, value]) => {
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

/** What of a bond's options networkd cannot express; `file` is the path of its `.netdev`. */
export function bondProblems(bond: BondLink, file: string): Problem[] {
  return [...bond.options].flatMap(([name, value]): Problem[] => {
    const reason = whyNot(bond, name, value);
    if (reason === undefined) return [];
    const message = `${reason}, so the bond option ${name} ${quote(value)} of ${bond.name} has no effect`;
    return [problemIn(file, message, "everything else of the bond is set")];
  });
}

/** The options with the two names of one number, `num_grat_arp` and `num_unsol_na`, made one. */
function effective({ options }: BondLink): Map<BondOptionName, string> {
  const notifications = options.get("num_unsol_na");
  const rest = [...options].filter(([name]) => name !== "num_unsol_na");
  return new Map(notifications === undefined ? rest : [["num_grat_arp", notifications], ...rest]);
}

function translate(name: BondOptionName, value: string): [string, string] | undefined {
  const [key, write] = TRANSLATIONS[name] ?? [];
  const written = KERNEL_DEFAULTS[name] === value ? undefined : write?.(value);
  return key === undefined || written === undefined ? undefined : [key, written];
}

function whyNot(bond: BondLink, name: BondOptionName, value: string): string | undefined {
  const { options, ports } = bond;
  if (name in PORT_KEYS) return ports.includes(value) ? undefined : "the device is no port of the bond";
  if (name === "num_unsol_na") {
    return (options.get("num_grat_arp") ?? value) === value
      ? undefined
      : "num_grat_arp is another number for the same thing";
  }
  // netdev/bond.c puts the one into its message only together with the other (252, and still so in 2025).
  if (name === "lp_interval" && value !== "1" && !(Number(options.get("arp_interval") ?? 0) > 0)) {
    return "systemd-networkd passes the interval on only together with an ARP interval";
  }
  if (KERNEL_DEFAULTS[name] === value || translate(name, value) !== undefined) return undefined;
  return name in TRANSLATIONS
    ? "systemd-networkd does not take this value"
    : "systemd-networkd has no such setting";
}
