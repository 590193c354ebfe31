import assert from "node:assert/strict";
import type { Link } from "../../lib/network.ts";
import { nic, resolveDocument } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const TARGET = "192.0.2.1";
const NO_MONITORING =
  "note $.links[2]: the bond has no link monitoring; its ports are looked at every 100 ms.";

/** The mode, the drive's options, those that the bond gets, and what is reported of them. */
type Row = readonly [mode: string, given: Record<string, unknown>, kept: string, ...said: string[]];

// deno-fmt-ignore
const ROWS: readonly Row[] = [
  ["active-backup", { miimon: 50 }, "miimon=50"],

  // Link monitoring: there always is some, and only one kind.
  ["active-backup", {}, "miimon=100", NO_MONITORING],
  ["active-backup", { miimon: 0 }, "miimon=100", NO_MONITORING],
  ["active-backup", { arp_interval: 0 }, "miimon=100", NO_MONITORING],
  ["802.3ad", { arp_interval: 9, arp_ip_target: TARGET }, "miimon=100",
    "problem bond_arp_interval: the mode 802.3ad has no arp_interval; it is left out.",
    "problem bond_arp_ip_target: the mode 802.3ad has no arp_ip_target; it is left out.", NO_MONITORING],
  ["active-backup", { arp_interval: 9 }, "miimon=100",
    "problem bond_arp_interval: arp_interval needs arp_ip_target; it is left out.", NO_MONITORING],
  ["active-backup", { arp_ip_target: TARGET }, "miimon=100",
    "problem bond_arp_ip_target: arp_ip_target needs arp_interval; it is left out.",
    NO_MONITORING],
  ["active-backup", { arp_interval: 9, ns_ip6_target: "2001:db8::1" }, "miimon=100",
    "problem bond_arp_interval: arp_interval needs arp_ip_target; it is left out.",
    "problem bond_ns_ip6_target: ns_ip6_target needs arp_interval and arp_ip_target; it is left out.",
    NO_MONITORING],
  ["broadcast", { arp_interval: 9, arp_ip_target: TARGET, miimon: 0, updelay: 0 },
    `arp_interval=9 arp_ip_target=${TARGET}`],
  ["active-backup",
    { arp_interval: 9, arp_ip_target: TARGET, arp_validate: 3, arp_missed_max: 3, ns_ip6_target: "2001:DB8::1" },
    `arp_interval=9 arp_ip_target=${TARGET} arp_missed_max=3 arp_validate=all ns_ip6_target=2001:db8::1`],
  ["active-backup", { arp_interval: 9, arp_ip_target: TARGET, miimon: 100, arp_validate: "none" }, "miimon=100",
    "problem bond_arp_interval: arp_interval and miimon exclude one another; it is left out.",
    "problem bond_arp_ip_target: arp_ip_target and miimon exclude one another; it is left out."],

  // Delays need miimon, and are multiples of it.
  ["active-backup", { arp_interval: 9, arp_ip_target: TARGET, downdelay: 200 },
    `arp_interval=9 arp_ip_target=${TARGET}`,
    "problem bond_downdelay: downdelay needs miimon; it is left out."],
  ["active-backup", { updelay: 300 }, "miimon=100 updelay=300", NO_MONITORING],
  ["active-backup", { miimon: 100, downdelay: 50, updelay: 250, peer_notif_delay: 300 },
    "downdelay=0 miimon=100 peer_notif_delay=300 updelay=200",
    "note bond_downdelay: 50 is no multiple of miimon, 100; it is 0, as the kernel rounds it.",
    "note bond_updelay: 250 is no multiple of miimon, 100; it is 200, as the kernel rounds it."],

  // Modes.
  ["active-backup", { miimon: 100, lacp_rate: "fast", lacp_active: "off", packets_per_slave: 2 }, "miimon=100",
    "problem bond_lacp_rate: the mode active-backup has no lacp_rate; it is left out.",
    "problem bond_lacp_active: the mode active-backup has no lacp_active; it is left out.",
    "problem bond_packets_per_slave: the mode active-backup has no packets_per_slave; it is left out."],
  ["active-backup", { miimon: 100, lacp_rate: "slow", ad_user_port_key: 0 }, "miimon=100"],
  ["802.3ad", { miimon: 100, lacp_active: false, coupled_control: "off", broadcast_neighbor: 1, lacp_rate: 1 },
    "broadcast_neighbor=on coupled_control=off lacp_active=off lacp_rate=fast miimon=100"],
  ["balance-alb", { miimon: 100, tlb_dynamic_lb: 0, primary: "a" }, "miimon=100 primary=eth0 tlb_dynamic_lb=0"],

  // Ports, by link id or by device name; one name for what has two.
  ["active-backup", { miimon: 100, primary: "b" }, "miimon=100 primary=eth1"],
  ["active-backup", { miimon: 100, primary: "eth1" }, "miimon=100 primary=eth1"],
  ["active-backup", { miimon: 100, primary: "eth7" }, "miimon=100",
    'problem bond_primary: "eth7" is no port of the bond; it is left out.'],
  ["active-backup", { miimon: 100, primary: "a", active_slave: "eth0" }, "miimon=100 primary=eth0"],
  ["active-backup", { miimon: 100, primary: "a", active_slave: "b" },
    "active_slave=eth1 miimon=100 primary=eth0"],
  ["active-backup", { miimon: 100, num_unsol_na: 3 }, "miimon=100 num_grat_arp=3"],
  ["active-backup", { miimon: 100, num_unsol_na: 3, num_grat_arp: 3 }, "miimon=100 num_grat_arp=3"],
  ["active-backup", { miimon: 100, num_unsol_na: 3, num_grat_arp: 2 }, "miimon=100 num_grat_arp=2",
    "problem bond_num_unsol_na: num_grat_arp is another number for the same thing; it is left out."],
];

for (const [mode, given, kept, ...said] of ROWS) {
  Deno.test(`resolve: bond options: ${mode} with ${JSON.stringify(given)}`, () => {
    const options = Object.fromEntries(Object.entries(given).map(([name, value]) => [`bond_${name}`, value]));
    const hardware = [A, B].map((mac, index) => ({
      id: "ab"[index],
      type: "phy",
      ethernet_mac_address: mac,
    }));
    const bond = { id: "x", type: "bond", bond_links: ["a", "b"], bond_mode: mode, ...options };
    const { links, said: found } = resolveDocument({ links: [...hardware, bond], networks: [] }, [
      nic("eth0", A),
      nic("eth1", B),
    ]);
    const { options: result } = links.get("x") as Link & { kind: "bond" };
    assert.equal([...result].map((option) => option.join("=")).join(" "), kept);
    assert.deepEqual(found.map((text) => text.replace("$.links[2].", "")), said);
  });
}
