/**
 * A bond's `parameters` in a netplan file: the kernel's options under netplan's names, with netplan's units.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";
import type { Problem } from "../../problem.ts";
import { lostOptions } from "../_bond.ts";
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

export function bondParameters({ mode, options }: BondLink): Mapping {
  const entries = [...options].flatMap(([name, value]): [string, Yaml][] => {
    const [key, write] = TRANSLATIONS[name] ?? [];
    const written = write?.(value);
    return key === undefined || written === undefined ? [] : [[key, written]];
  });
  return { mode, ...Object.fromEntries(entries) };
}

/** What of a bond's options netplan cannot express. */
export function bondProblems(bond: BondLink): Problem[] {
  return lostOptions(bond, FILE, whyNot);
}

function whyNot(name: BondOptionName, value: string, { options }: BondLink): string | undefined {
  if (name === "lp_interval" && !options.has("arp_interval")) {
    return "systemd-networkd passes the interval on only together with an ARP interval";
  }
  const translation = TRANSLATIONS[name];
  if (translation === undefined) return "netplan has no such setting";
  return translation[1](value) === undefined ? "netplan does not take this value" : undefined;
}
