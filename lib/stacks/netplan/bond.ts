/**
 * A bond's `parameters` in a netplan file: the kernel's options under netplan's names, with netplan's units.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";
import { type Problem, problemIn, quote } from "../../problem.ts";
import { FILE } from "./facts.ts";
import type { Mapping, Yaml } from "./yaml.ts";

/** A key of netplan, and its value for one of the kernel; undefined where netplan takes no such value. */
type Translation = readonly [key: string, write: (value: string) => Yaml | undefined];

const same = (value: string) => value;
const number = (value: string) => Number(value);
const known = (...values: string[]) => (value: string) => values.includes(value) ? value : undefined;

/** netplan hands a 0 of these to nobody (`networkd.c`, `nm.c`), and the kernel's default is 1. */
const positive = (value: string) => value === "0" ? undefined : Number(value);

/** The names with `slave` are older than those with `member`, and known to every version. Intervals are in ms. */
const TRANSLATIONS: { readonly [Name in BondOptionName]?: Translation } = {
  ad_select: ["ad-select", same],
  all_slaves_active: ["all-slaves-active", (value) => value === "1"],
  arp_all_targets: ["arp-all-targets", same],
  arp_interval: ["arp-interval", number],
  arp_ip_target: ["arp-ip-targets", (list) => list.split(",")],
  arp_validate: ["arp-validate", known("none", "active", "backup", "all")],
  downdelay: ["down-delay", number],
  fail_over_mac: ["fail-over-mac-policy", same],
  lacp_rate: ["lacp-rate", same],
  lp_interval: ["learn-packet-interval", number],
  miimon: ["mii-monitor-interval", number],
  min_links: ["min-links", number],
  num_grat_arp: ["gratuitous-arp", positive],
  packets_per_slave: ["packets-per-slave", positive],
  primary: ["primary", same],
  primary_reselect: ["primary-reselect-policy", same],
  resend_igmp: ["resend-igmp", positive],
  updelay: ["up-delay", number],
  xmit_hash_policy: [
    "transmit-hash-policy",
    known("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4"),
  ],
};

/** Values that need no saying, of options that netplan has no words for. */
const KERNEL_DEFAULTS: { readonly [Name in BondOptionName]?: string } = {
  ad_actor_sys_prio: "65535",
  ad_actor_system: "00:00:00:00:00:00",
  ad_user_port_key: "0",
  peer_notif_delay: "0",
  tlb_dynamic_lb: "1",
  use_carrier: "1",
};

export function bondParameters(bond: BondLink): Mapping {
  const entries = [...effective(bond)].flatMap(([name, value]): [string, Yaml][] => {
    const written = translate(bond, name, value);
    return written === undefined ? [] : [[TRANSLATIONS[name]![0], written]];
  });
  return { mode: bond.mode, ...Object.fromEntries(entries) };
}

/** What of a bond's options netplan cannot express. */
export function bondProblems(bond: BondLink): Problem[] {
  return [...bond.options].flatMap(([name, value]) => {
    const reason = whyNot(bond, name, value);
    if (reason === undefined) return [];
    const message = `${reason}, so the bond option ${name} ${quote(value)} of ${bond.name} has no effect`;
    return [problemIn(FILE, message, "everything else of the bond is set")];
  });
}

/** The options with the two names of one number, `num_grat_arp` and `num_unsol_na`, made one. */
function effective({ options }: BondLink): Map<BondOptionName, string> {
  const notifications = options.get("num_unsol_na");
  const rest = [...options].filter(([name]) => name !== "num_unsol_na");
  return new Map(notifications === undefined ? rest : [["num_grat_arp", notifications], ...rest]);
}

function translate({ ports }: BondLink, name: BondOptionName, value: string): Yaml | undefined {
  // A device that is not in the file costs the whole of it.
  return name === "primary" && !ports.includes(value) ? undefined : TRANSLATIONS[name]?.[1](value);
}

function whyNot(bond: BondLink, name: BondOptionName, value: string): string | undefined {
  const { options, ports } = bond;
  if (name === "num_unsol_na") {
    const other = options.get("num_grat_arp");
    if (other === undefined) return whyNot(bond, "num_grat_arp", value);
    return other === value ? undefined : "num_grat_arp is another number for the same thing";
  }
  if (name === "primary" && !ports.includes(value)) return "the device is no port of the bond";
  // The primary port becomes the active one by itself.
  if (name === "active_slave" && value === options.get("primary") && ports.includes(value)) return undefined;
  if (name === "lp_interval" && value !== "1" && !(Number(options.get("arp_interval") ?? 0) > 0)) {
    return "systemd-networkd passes the interval on only together with an ARP interval";
  }
  if (KERNEL_DEFAULTS[name] === value || translate(bond, name, value) !== undefined) return undefined;
  return name in TRANSLATIONS ? "netplan does not take this value" : "netplan has no such setting";
}
