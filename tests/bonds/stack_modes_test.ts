import assert from "node:assert/strict";
import type { BondMode, BondOptionName } from "../../lib/bond_options.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { bond, port } from "../networks.ts";
import { MODES } from "./_bond.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };

/** What a stack's files say of a bond's options, and what is reported about them. */
function written(stack: StackName, mode: string, options: Readonly<Record<string, string>>) {
  const link = bond("bond0", ["eth0"], {
    mode: mode as BondMode,
    options: new Map(Object.entries(options) as [BondOptionName, string][]),
  });
  const config = { links: [port("eth0", "52:54:00:00:00:0a", "bond0"), link] };
  const { files, problems } = STACKS.find(({ name }) => name === stack)!.code().render(config, TARGET);
  const text = files.filter(({ path }) => path.includes("bond0")).map(({ contents }) => contents).join("\n");
  return { text, refused: problems.filter(({ message }) => message.includes("the bond option")).length };
}

const ONE_ACTIVE = ["active-backup", "balance-tlb", "balance-alb"];
const ARP_MONITORED = ["balance-rr", "active-backup", "balance-xor", "broadcast"];
const LACP = ["802.3ad"];
const NONE: readonly string[] = [];

const MII = { miimon: "100" };
const INTERVAL = { arp_interval: "1000" };
const ADDRESS = { arp_ip_target: "192.0.2.1" };

interface Row {
  readonly name: string;
  readonly value: string;
  readonly beside: Readonly<Record<string, string>>;
  /** The modes in which the stack takes the value. */
  readonly networkmanager: readonly string[];
  readonly wicked: readonly string[];
}

function row(
  name: string,
  value: string,
  beside: Readonly<Record<string, string>>,
  networkmanager: readonly string[],
  wicked: readonly string[] = networkmanager,
): Row {
  return { name, value, beside, networkmanager, wicked };
}

/**
 * By NetworkManager's `nm-core-utils.c` (`nm_bond_option` and `_bond_option_unsupp_mode`) and wicked's `bonding.c`
 * (`ni_bonding_validate`): every value but the kernel's default, which wicked takes in any mode, in each mode.
 */
const ROWS: readonly Row[] = [
  row("active_slave", "eth0", MII, ONE_ACTIVE),
  row("ad_actor_sys_prio", "100", MII, LACP, MODES),
  row("ad_actor_system", "02:00:00:00:00:01", MII, LACP, MODES),
  row("ad_select", "stable", MII, MODES),
  row("ad_select", "count", MII, MODES, LACP),
  row("ad_user_port_key", "5", MII, LACP, MODES),
  row("all_slaves_active", "1", MII, MODES),
  row("arp_all_targets", "all", { ...INTERVAL, ...ADDRESS }, MODES, ARP_MONITORED),
  row("arp_interval", "1000", ADDRESS, ARP_MONITORED),
  row("arp_ip_target", "192.0.2.1", INTERVAL, ARP_MONITORED),
  row("arp_validate", "none", { ...INTERVAL, ...ADDRESS }, ARP_MONITORED),
  row("arp_validate", "all", { ...INTERVAL, ...ADDRESS }, ARP_MONITORED, ["active-backup"]),
  row("downdelay", "200", MII, MODES),
  row("fail_over_mac", "none", MII, MODES),
  row("fail_over_mac", "active", MII, MODES, ["active-backup"]),
  row("lacp_rate", "slow", MII, LACP, MODES),
  row("lacp_rate", "fast", MII, LACP),
  row("lp_interval", "2", MII, MODES),
  row("miimon", "50", {}, MODES),
  row("min_links", "0", MII, MODES),
  row("min_links", "1", MII, MODES, LACP),
  row("num_grat_arp", "0", MII, MODES),
  row("num_grat_arp", "1", MII, MODES),
  row("num_grat_arp", "2", MII, MODES, ["active-backup"]),
  row("packets_per_slave", "1", MII, ["balance-rr"], MODES),
  row("packets_per_slave", "2", MII, ["balance-rr"]),
  row("peer_notif_delay", "200", MII, MODES, NONE),
  row("primary", "eth0", MII, ONE_ACTIVE),
  row("primary_reselect", "always", MII, MODES),
  row("primary_reselect", "better", MII, MODES, ONE_ACTIVE),
  row("resend_igmp", "0", MII, MODES),
  row("resend_igmp", "1", MII, MODES),
  row("resend_igmp", "2", MII, MODES, ["balance-rr", ...ONE_ACTIVE]),
  row("tlb_dynamic_lb", "1", MII, ["balance-tlb", "balance-alb"], MODES),
  row("tlb_dynamic_lb", "0", MII, ["balance-tlb", "balance-alb"], ["balance-tlb"]),
  row("updelay", "200", MII, MODES),
  row("use_carrier", "0", MII, MODES),
  row("xmit_hash_policy", "layer2", MII, MODES),
  row("xmit_hash_policy", "layer2+3", MII, MODES, ["balance-xor", "802.3ad"]),
  row("xmit_hash_policy", "vlan+srcmac", MII, MODES, NONE),
];

/** The modes in which the kernel takes an option: a network never has it in another. */
const POSSIBLE: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(["active_slave", "primary"].map((name) => [name, ONE_ACTIVE])),
  ...Object.fromEntries(
    ["arp_all_targets", "arp_interval", "arp_ip_target", "arp_validate"].map((name) => [name, ARP_MONITORED]),
  ),
  ...Object.fromEntries(
    ["ad_actor_sys_prio", "ad_actor_system", "ad_user_port_key", "lacp_rate"].map((name) => [name, LACP]),
  ),
  packets_per_slave: ["balance-rr"],
  tlb_dynamic_lb: ["balance-tlb", "balance-alb"],
};

function possible(name: string): readonly string[] {
  return POSSIBLE[name] ?? MODES;
}

/** NetworkManager's other name for a primary port, outside of the mode that it takes that word in. */
function keyFor(stack: StackName, name: string, mode: string): string {
  return stack === "networkmanager" && name === "primary" && mode !== "active-backup" ? "active_slave" : name;
}

for (const { name, value, beside, ...modes } of ROWS) {
  for (const stack of ["networkmanager", "wicked"] as const) {
    Deno.test(`${stack}: the bond option ${name}=${value} in each mode`, () => {
      for (const mode of possible(name)) {
        const { text } = written(stack, mode, { ...beside, [name]: value });
        const words = text.split(/[\s"']+/);
        const takes = modes[stack].includes(mode);
        assert.equal(words.includes(`${keyFor(stack, name, mode)}=${value}`), takes, `${mode}: ${text}`);
      }
    });
    Deno.test(`${stack}: the bond option ${name}=${value} is reported where it is left out`, () => {
      for (const mode of possible(name).filter((mode) => !modes[stack].includes(mode))) {
        assert.ok(written(stack, mode, { ...beside, [name]: value }).refused > 0, mode);
      }
    });
  }
}

/** Options that Debian's ifenslave does not know, which are set before it takes in the ports. */
const EARLY = [
  ...["ad_actor_sys_prio", "ad_actor_system", "ad_user_port_key", "all_slaves_active", "arp_all_targets"],
  ...["lp_interval", "min_links", "resend_igmp"],
];

/** Options that the kernel takes of a bond that is up. */
const LATE = ["active_slave", "peer_notif_delay"];

/** The stacks that leave it to the kernel what goes with which mode, and the line of an option. */
const OTHERS: readonly [stack: StackName, without: readonly string[], line: (row: Row) => string][] = [
  ["ifupdown", [], ({ name, value }) => {
    const phase = EARLY.includes(name) ? "pre-up" : LATE.includes(name) ? "up" : undefined;
    return phase === undefined
      ? `bond-${name.replaceAll("_", "-")} ${value}`
      : `${phase} echo ${value} > /sys/class/net/bond0/bonding/${name} || true`;
  }],
  // There is no port yet when it sets the options.
  [
    "netifrc",
    ["active_slave"],
    ({ name, value }) => `${name}_bond0="${name === "arp_ip_target" ? "+" : ""}${value}"`,
  ],
];

for (const [stack, without, line] of OTHERS) {
  Deno.test(`${stack}: every bond option that a drive can name is written`, () => {
    for (const row of ROWS.filter(({ name }) => !without.includes(name))) {
      const { text } = written(stack, "active-backup", { [row.name]: row.value });
      assert.ok(text.split("\n").map((line) => line.trim()).includes(line(row)), `${line(row)}: ${text}`);
    }
  });
}

Deno.test("network-scripts: every bond option that a drive can name is written, but for one that needs a port", () => {
  for (const { name, value } of ROWS.filter(({ name }) => name !== "active_slave")) {
    const { text } = written("network-scripts", "active-backup", { [name]: value });
    const [, options = ""] = /^BONDING_OPTS="(.*)"$/m.exec(text) ?? [];
    assert.ok(options.split(" ").includes(`${name}=${value}`), text);
  }
});
