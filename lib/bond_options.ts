/**
 * The bonding driver's modes and options: one table for what the kernel takes, from its `bond_options.c` and
 * `Documentation/networking/bonding.rst` (6.18). How a network stack writes an option is that stack's own table.
 *
 * @module
 */
import { isHostAddress, parseIp } from "./ip.ts";
import { isPlainDeviceName } from "./device_name.ts";
import { isStationMac, parseMac } from "./mac.ts";

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

export interface BondOption {
  readonly read: Reader;
  /** The modes in which the kernel takes it (the others are its `unsuppmodes`); absent: all. */
  readonly modes?: readonly BondMode[];
  /** The link monitoring that it belongs to: by `miimon`, or by `arp_interval` with its targets; absent: either. */
  readonly monitoring?: "mii" | "arp";
  /** The value that holds without it. */
  readonly byDefault?: string;
  /** It is another name for that option. */
  readonly aliasOf?: "num_grat_arp";
  /** The kernel takes it by netlink alone: it has no file in sysfs. */
  readonly isNetlinkOnly?: true;
}

/** The modes with one port that sends. */
export const ONE_ACTIVE: readonly BondMode[] = ["active-backup", "balance-tlb", "balance-alb"];
const LACP: readonly BondMode[] = ["802.3ad"];
const ARP_MONITORED: readonly BondMode[] = ["balance-rr", "active-backup", "balance-xor", "broadcast"];

const ARP = { modes: ARP_MONITORED, monitoring: "arp" } as const;
const DELAY = { read: integer(0, 2147483647), monitoring: "mii", byDefault: "0" } as const;
const ON_OFF = choice("off", "on");
const ARP_VALIDATE = ["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"];
const HASH_POLICIES = ["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"];

const OPTIONS = {
  active_slave: { read: deviceName, modes: ONE_ACTIVE },
  ad_actor_sys_prio: { read: integer(1, 65535), modes: LACP, byDefault: "65535" },
  ad_actor_system: { read: stationMac, modes: LACP, byDefault: "00:00:00:00:00:00" },
  ad_select: { read: choice("stable", "bandwidth", "count"), byDefault: "stable" },
  ad_user_port_key: { read: integer(0, 1023), modes: LACP, byDefault: "0" },
  all_slaves_active: { read: switchOf("dropped", "delivered"), byDefault: "0" },
  arp_all_targets: { read: choice("any", "all"), ...ARP, byDefault: "any" },
  arp_interval: { read: integer(0, 2147483647), ...ARP, byDefault: "0" },
  arp_ip_target: { read: targets(4), ...ARP },
  arp_missed_max: { read: integer(1, 255), ...ARP, byDefault: "2" },
  arp_validate: { read: choice(...ARP_VALIDATE), ...ARP, byDefault: "none" },
  broadcast_neighbor: { read: ON_OFF, modes: LACP, byDefault: "off", isNetlinkOnly: true },
  coupled_control: { read: ON_OFF, modes: LACP, byDefault: "on" },
  downdelay: DELAY,
  fail_over_mac: { read: choice("none", "active", "follow"), byDefault: "none" },
  lacp_active: { read: ON_OFF, modes: LACP, byDefault: "on" },
  lacp_rate: { read: choice("slow", "fast"), modes: LACP, byDefault: "slow" },
  lp_interval: { read: integer(1, 2147483647), byDefault: "1" },
  miimon: { read: integer(0, 2147483647), monitoring: "mii", byDefault: "0" },
  min_links: { read: integer(0, 2147483647), byDefault: "0" },
  ns_ip6_target: { read: targets(6), ...ARP, isNetlinkOnly: true },
  num_grat_arp: { read: integer(0, 255), byDefault: "1" },
  num_unsol_na: { read: integer(0, 255), byDefault: "1", aliasOf: "num_grat_arp" },
  packets_per_slave: { read: integer(0, 65535), modes: ["balance-rr"], byDefault: "1" },
  peer_notif_delay: { ...DELAY, read: integer(0, 300000) },
  primary: { read: deviceName, modes: ONE_ACTIVE },
  primary_reselect: { read: choice("always", "better", "failure"), byDefault: "always" },
  resend_igmp: { read: integer(0, 255), byDefault: "1" },
  tlb_dynamic_lb: { read: integer(0, 1), modes: ["balance-tlb", "balance-alb"], byDefault: "1" },
  updelay: DELAY,
  use_carrier: { read: integer(0, 1), byDefault: "1" },
  xmit_hash_policy: { read: choice(...HASH_POLICIES), byDefault: "layer2" },
} satisfies Record<string, BondOption>;

export type BondOptionName = keyof typeof OPTIONS;

/** What the kernel has to say of each option, by name, in the order of the alphabet. */
export const BOND_OPTIONS: Readonly<Record<BondOptionName, BondOption>> = OPTIONS;

/** All options but the mode, in the order of the alphabet. */
export const BOND_OPTION_NAMES = Object.keys(OPTIONS) as BondOptionName[];

export function isBondOptionName(name: string): name is BondOptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** The value as the kernel's sysfs takes it, or undefined where it is none of the option's. */
export function parseBondOption(name: BondOptionName, text: string): string | undefined {
  return OPTIONS[name].read(text);
}

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

/** A switch whose documentation names both positions but whose file takes 0 and 1. */
function switchOf(...names: string[]): Reader {
  return (text) => {
    const place = names.indexOf(text);
    return place >= 0 ? String(place) : integer(0, names.length - 1)(text);
  };
}

function deviceName(text: string): string | undefined {
  return isPlainDeviceName(text) ? text : undefined;
}

/** Six bytes that are no group's; all zero is the bond's own. */
function stationMac(text: string): string | undefined {
  const mac = parseMac(text);
  return mac !== undefined && isStationMac(mac) ? mac : undefined;
}

/** `BOND_MAX_ARP_TARGETS`, `BOND_MAX_NS_TARGETS` */
const MOST_TARGETS = 16;

/** Addresses of hosts, by commas; one that is there twice is written once, as the kernel refuses the second. */
function targets(family: 4 | 6): Reader {
  return (text) => {
    const list = text.split(",", MOST_TARGETS + 1).map((part) => parseIp(part.trim()));
    const isUsable = list.every((ip) => ip?.family === family && isHostAddress(ip));
    return list.length <= MOST_TARGETS && isUsable
      ? [...new Set(list.map((ip) => ip!.text))].join(",")
      : undefined;
  };
}
