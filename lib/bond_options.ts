/**
 * The bonding driver's modes and options, from the kernel's `Documentation/networking/bonding.rst`.
 *
 * @module
 */
import { parseIp } from "./ip.ts";
import { isPlainDeviceName } from "./device_name.ts";

/** Modes in the order of their numbers, 0 to 6. */
export const BOND_MODES = [
  "balance-rr",
  "active-backup",
  "balance-xor",
  "broadcast",
  "802.3ad",
  "balance-tlb",
  "balance-alb",
] as const;

export type BondMode = typeof BOND_MODES[number];

/** The mode of a name or a number as text. */
export function parseBondMode(text: string): BondMode | undefined {
  return BOND_MODES.find((mode) => mode === text) ??
    (/^[0-6]$/.test(text) ? BOND_MODES[Number(text)] : undefined);
}

/** How a value of an option is written: the canonical text for sysfs, or undefined for one that the kernel refuses. */
type Reader = (text: string) => string | undefined;

/** A number within bounds, both included. */
function integer(low: number, high: number): Reader {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    return value >= low && value <= high ? String(value) : undefined;
  };
}

/** One of the names, or the number of its place. */
function choice(...names: string[]): Reader {
  return (text) => names.includes(text) ? text : /^\d$/.test(text) ? names[Number(text)] : undefined;
}

const MILLISECONDS = integer(0, 2147483647);
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** `BOND_MAX_ARP_TARGETS` */
const MOST_TARGETS = 16;

function ipv4List(text: string): string | undefined {
  const targets = text.split(",", MOST_TARGETS + 1).map((part) => parseIp(part.trim()));
  return targets.length <= MOST_TARGETS && targets.every((ip) => ip?.family === 4)
    ? targets.map((ip) => ip!.text).join(",")
    : undefined;
}

const READERS = {
  active_slave: deviceName,
  ad_actor_sys_prio: integer(1, 65535),
  ad_actor_system: (text: string) => MAC.test(text.toLowerCase()) ? text.toLowerCase() : undefined,
  ad_select: choice("stable", "bandwidth", "count"),
  ad_user_port_key: integer(0, 1023),
  all_slaves_active: switchOf("dropped", "delivered"),
  arp_interval: MILLISECONDS,
  arp_ip_target: ipv4List,
  arp_validate: choice(
    "none",
    "active",
    "backup",
    "all",
    "filter",
    "filter_active",
    "filter_backup",
  ),
  arp_all_targets: choice("any", "all"),
  downdelay: MILLISECONDS,
  fail_over_mac: choice("none", "active", "follow"),
  lacp_rate: choice("slow", "fast"),
  lp_interval: integer(1, 2147483647),
  miimon: MILLISECONDS,
  min_links: integer(0, 2147483647),
  num_grat_arp: integer(0, 255),
  num_unsol_na: integer(0, 255),
  packets_per_slave: integer(0, 65535),
  peer_notif_delay: integer(0, 300000),
  primary: deviceName,
  primary_reselect: choice("always", "better", "failure"),
  resend_igmp: integer(0, 255),
  tlb_dynamic_lb: integer(0, 1),
  updelay: MILLISECONDS,
  use_carrier: integer(0, 1),
  xmit_hash_policy: choice("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"),
} satisfies Record<string, Reader>;

function deviceName(text: string): string | undefined {
  return isPlainDeviceName(text) ? text : undefined;
}

/** A switch whose documentation names both positions but whose file takes 0 and 1. */
function switchOf(...names: string[]): Reader {
  return (text) => {
    const place = names.indexOf(text);
    return place >= 0 ? String(place) : integer(0, names.length - 1)(text);
  };
}

export type BondOptionName = keyof typeof READERS;

/** All options but the mode, in the order of the kernel's documentation. */
export const BOND_OPTION_NAMES = Object.keys(READERS) as BondOptionName[];

export function isBondOptionName(name: string): name is BondOptionName {
  return Object.hasOwn(READERS, name);
}

/** The value as the kernel's sysfs takes it, or undefined where it is none of the option's. */
export function parseBondOption(name: BondOptionName, text: string): string | undefined {
  return READERS[name](text);
}
