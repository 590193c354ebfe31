import assert from "node:assert/strict";
import { MODES, resolvedBond } from "./_bond.ts";

const ONE_ACTIVE = ["active-backup", "balance-tlb", "balance-alb"];
const ARP_MONITORED = ["balance-rr", "active-backup", "balance-xor", "broadcast"];
const LACP = ["802.3ad"];

/** The modes that have an option, by the kernel's `bond_options.c` (`unsuppmodes`), and a value of it. */
const OPTIONS: readonly [
  name: string,
  value: string,
  modes: readonly string[],
  beside?: Record<string, string>,
][] = [
  ["active_slave", "nic1", ONE_ACTIVE],
  ["ad_actor_sys_prio", "100", LACP],
  ["ad_actor_system", "02:00:00:00:00:01", LACP],
  ["ad_select", "count", MODES],
  ["ad_user_port_key", "5", LACP],
  ["all_slaves_active", "1", MODES],
  ["arp_all_targets", "all", ARP_MONITORED, { arp_interval: "100", arp_ip_target: "192.0.2.1" }],
  ["arp_interval", "100", ARP_MONITORED, { arp_ip_target: "192.0.2.1" }],
  ["arp_ip_target", "192.0.2.1", ARP_MONITORED, { arp_interval: "100" }],
  ["arp_missed_max", "3", ARP_MONITORED, { arp_interval: "100", arp_ip_target: "192.0.2.1" }],
  ["arp_validate", "all", ARP_MONITORED, { arp_interval: "100", arp_ip_target: "192.0.2.1" }],
  ["broadcast_neighbor", "on", LACP],
  ["coupled_control", "off", LACP],
  ["downdelay", "200", MODES, { miimon: "100" }],
  ["fail_over_mac", "active", MODES],
  ["lacp_active", "off", LACP],
  ["lacp_rate", "fast", LACP],
  ["lp_interval", "2", MODES],
  ["miimon", "50", MODES],
  ["min_links", "1", MODES],
  ["ns_ip6_target", "2001:db8::1", ARP_MONITORED, { arp_interval: "100", arp_ip_target: "192.0.2.1" }],
  ["num_grat_arp", "2", MODES],
  ["packets_per_slave", "2", ["balance-rr"]],
  ["peer_notif_delay", "200", MODES, { miimon: "100" }],
  ["primary", "nic1", ONE_ACTIVE],
  ["primary_reselect", "better", MODES],
  ["resend_igmp", "2", MODES],
  ["tlb_dynamic_lb", "0", ["balance-tlb", "balance-alb"]],
  ["updelay", "200", MODES, { miimon: "100" }],
  ["use_carrier", "0", MODES],
  ["xmit_hash_policy", "layer3+4", MODES],
];

for (const [name, value, modes, beside = {}] of OPTIONS) {
  Deno.test(`bonds: ${name} in ${modes === MODES ? "every mode" : `the modes ${modes.join(", ")}`}`, () => {
    for (const mode of MODES) {
      const { options, says } = resolvedBond(mode, { ...beside, [name]: value });
      const taken = modes.includes(mode);
      assert.equal(options[name], taken ? value.replace("nic", "eth") : undefined, mode);
      const refused = says.filter((line) => line.startsWith(`.bond_${name}: `));
      assert.equal(refused.length, taken ? 0 : 1, `${mode}: ${says.join("\n")}`);
      if (!taken) assert.match(refused[0]!, new RegExp(`the mode ${mode} has no `));
    }
  });
}

const TARGET = { arp_ip_target: "192.0.2.1" };
const ARP = { ...TARGET, arp_interval: "1000" };
const NEEDS = (name: string, what: string) => `.bond_${name}: ${name} needs ${what}; it is left out.`;
const EXCLUDES = (name: string) => `.bond_${name}: ${name} and miimon exclude one another; it is left out.`;

const DEFAULT = ": the bond has no link monitoring; its ports are looked at every 100 ms.";

/** What watches the ports, in the mode active-backup. */
const MONITORING: readonly [
  given: Readonly<Record<string, string>>,
  kept: Readonly<Record<string, string>>,
  says: readonly string[],
][] = [
  [{}, { miimon: "100" }, [DEFAULT]],
  [{ miimon: "0" }, { miimon: "100" }, [DEFAULT]],
  [{ miimon: "50" }, { miimon: "50" }, []],
  [ARP, ARP, []],
  [{ ...ARP, miimon: "0" }, ARP, []],
  [{ ...ARP, miimon: "50" }, { miimon: "50" }, [EXCLUDES("arp_interval"), EXCLUDES("arp_ip_target")]],
  [{ arp_interval: "1000" }, { miimon: "100" }, [DEFAULT, NEEDS("arp_interval", "arp_ip_target")]],
  [{ arp_interval: "1000", updelay: "200" }, { miimon: "100", updelay: "200" }, [
    DEFAULT,
    NEEDS("arp_interval", "arp_ip_target"),
  ]],
  [{ arp_interval: "1000", miimon: "50" }, { miimon: "50" }, [EXCLUDES("arp_interval")]],
  [TARGET, { miimon: "100" }, [DEFAULT, NEEDS("arp_ip_target", "arp_interval")]],
  [{ ...ARP, arp_validate: "all", arp_all_targets: "all" }, {
    ...ARP,
    arp_validate: "all",
    arp_all_targets: "all",
  }, []],
  [{ arp_interval: "1000", arp_validate: "all" }, { miimon: "100" }, [
    DEFAULT,
    NEEDS("arp_interval", "arp_ip_target"),
    NEEDS("arp_validate", "arp_interval and arp_ip_target"),
  ]],
  [{ ...ARP, updelay: "200" }, ARP, [NEEDS("updelay", "miimon")]],
  [{ ...ARP, peer_notif_delay: "200" }, ARP, [NEEDS("peer_notif_delay", "miimon")]],
  [{ miimon: "0", updelay: "200", downdelay: "200", peer_notif_delay: "200" }, {
    miimon: "100",
    updelay: "200",
    downdelay: "200",
    peer_notif_delay: "200",
  }, [DEFAULT]],
];

for (const [given, kept, says] of MONITORING) {
  Deno.test(`bonds: ${JSON.stringify(given)} is watched by ${JSON.stringify(kept)}`, () => {
    const bond = resolvedBond("active-backup", given);
    assert.deepEqual(bond.options, kept);
    assert.deepEqual([...bond.says].sort(), [...says].sort());
  });
}

for (const mode of MODES.filter((mode) => !ARP_MONITORED.includes(mode))) {
  Deno.test(`bonds: the mode ${mode}, which has no ARP monitoring, is watched all the same`, () => {
    const { options, says } = resolvedBond(mode, ARP);
    assert.deepEqual(options, { miimon: "100" });
    assert.deepEqual([...says].sort(), [
      ...["arp_interval", "arp_ip_target"].map((name) =>
        `.bond_${name}: the mode ${mode} has no ${name}; it is left out.`
      ),
      DEFAULT,
    ]);
  });
}

Deno.test("bonds: a mode by its name in any case, or its number", () => {
  for (const [number, mode] of MODES.entries()) {
    assert.equal(resolvedBond(mode, {}).mode, mode);
    assert.equal(resolvedBond(`${number}`, {}).mode, mode);
    assert.equal(resolvedBond(mode.toUpperCase(), {}).mode, mode);
  }
  for (const none of ["7", "-1", "00", "active_backup", "lacp"]) {
    const { mode, says } = resolvedBond(none, {});
    assert.equal(mode, "active-backup", none);
    assert.match(says.join("\n"), /\.bond_mode: ".*" is not a bond mode; /);
  }
});
