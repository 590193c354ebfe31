import assert from "node:assert/strict";
import { type BondMode, type BondOptionName, parseBondOption } from "../../../lib/bond_options.ts";
import { bond, port } from "../../networks.ts";
import { DIRECTORY, problems, roundTrip, texts } from "./_render.ts";

const A = "52:54:00:00:00:0a";

/** A mode with options; what becomes of them; what is refused, and why. */
type Case = readonly [mode: BondMode, options: string, kept: string, ...refused: string[]];

const BONDS: readonly Case[] = [
  ["active-backup", "", "miimon=100"],
  ["802.3ad", "miimon=0 lacp_rate=fast", "miimon=100 lacp_rate=fast"],
  [
    "802.3ad",
    "miimon=100 xmit_hash_policy=vlan+srcmac",
    "miimon=100",
    "xmit_hash_policy=vlan+srcmac which it does not know",
  ],
  [
    "802.3ad",
    "miimon=100 ad_actor_system=01:00:00:00:00:01",
    "miimon=100",
    "ad_actor_system=01:00:00:00:00:01 which is no host's",
  ],
  [
    "balance-alb",
    "miimon=100 tlb_dynamic_lb=0 xmit_hash_policy=layer3+4",
    "miimon=100",
    "tlb_dynamic_lb=0 with the mode balance-alb",
    "xmit_hash_policy=layer3+4 with the mode balance-alb",
  ],
  [
    "balance-tlb",
    "miimon=100 tlb_dynamic_lb=0 xmit_hash_policy=layer2",
    "miimon=100 tlb_dynamic_lb=0 xmit_hash_policy=layer2",
  ],
  [
    "balance-rr",
    "lacp_rate=slow miimon=100 min_links=1",
    "miimon=100 lacp_rate=slow",
    "min_links=1 with the mode balance-rr",
  ],
  [
    "active-backup",
    "downdelay=50 miimon=100 peer_notif_delay=0 updelay=200",
    "miimon=100 updelay=200",
    "downdelay=50 below miimon=100",
  ],
  [
    "active-backup",
    "miimon=100 peer_notif_delay=200",
    "miimon=100",
    "peer_notif_delay=200 which it does not know",
  ],
  [
    "broadcast",
    "arp_interval=9 arp_ip_target=192.0.2.1 arp_validate=all",
    "arp_interval=9 arp_ip_target=192.0.2.1",
    "arp_validate=all with the mode broadcast",
  ],
  [
    "broadcast",
    "arp_interval=9 arp_ip_target=192.0.2.1,0.0.0.0",
    "miimon=100",
    "arp_interval=9 with a target that is no host",
    "arp_ip_target=192.0.2.1,0.0.0.0 with a target that is no host",
  ],
  ["active-backup", "arp_interval=9", "miimon=100", "arp_interval=9 without arp_ip_target"],
  ["active-backup", "arp_interval=0 arp_validate=none", "miimon=100"],
  [
    "active-backup",
    "arp_interval=9 arp_ip_target=192.0.2.1 miimon=50",
    "miimon=50",
    "arp_interval=9 beside miimon",
    "arp_ip_target=192.0.2.1 beside miimon",
  ],
  [
    "active-backup",
    "arp_interval=9 arp_ip_target=192.0.2.1 updelay=9",
    "arp_interval=9 arp_ip_target=192.0.2.1",
    "updelay=9 without miimon",
  ],
  [
    "active-backup",
    "miimon=50 num_grat_arp=3 num_unsol_na=2",
    "miimon=50 num_grat_arp=3",
    "num_unsol_na=2 beside another value of num_grat_arp, which is the same option",
  ],
];

for (const [mode, options, kept, ...refused] of BONDS) {
  Deno.test(`wicked: a ${mode} bond with ${options || "nothing"}`, () => {
    const links = [port("eth0", A, "bond0"), bond("bond0", ["eth0"], { mode, options: optionsOf(options) })];
    const opts = /^BONDING_MODULE_OPTS="(.*)"$/m.exec(texts(...links)["ifcfg-bond0"]!)?.[1];
    assert.equal(opts, `mode=${mode} ${kept}`);
    assert.deepEqual(
      problems(...links).filter((text) => text.startsWith("problem")),
      refused.map((what) =>
        `problem: ${DIRECTORY}/ifcfg-bond0: wicked does not take the bond option ${what}; it is left out.`
      ),
    );
    roundTrip({ links });
  });
}

function optionsOf(text: string): Map<BondOptionName, string> {
  return new Map(
    text.split(" ").filter((option) => option !== "").map((option) => {
      const [name = "", value = ""] = option.split("=") as [BondOptionName, string];
      assert.equal(parseBondOption(name as BondOptionName, value), value, option);
      return [name as BondOptionName, value];
    }),
  );
}

Deno.test("wicked: of a bond's options the last that do not fit into a line are left out", () => {
  const name = "abcdefghijklmno";
  const targets = Array.from({ length: 16 }, (_, index) => `192.168.100.${100 + index}`).join(",");
  const most =
    "active_slave=abcdefghijklmno all_slaves_active=1 arp_all_targets=any arp_interval=2147483647 " +
    `arp_ip_target=${targets} arp_validate=filter_backup fail_over_mac=active lp_interval=2147483647 ` +
    "num_grat_arp=255 num_unsol_na=255 primary=abcdefghijklmno primary_reselect=failure use_carrier=1";
  const links = [port(name, A, "bond0"), bond("bond0", [name], { options: optionsOf(most) })];
  const lines = texts(...links)["ifcfg-bond0"]!.split("\n");
  assert.ok(lines.every((line) => line.length <= 510));
  assert.ok(lines.some((line) => line.includes(` arp_interval=2147483647 arp_ip_target=${targets} `)));
  const lost = problems(...links);
  assert.ok(lost.length > 0 && lost.every((text) => /bond option \S+ in a line this long; /.test(text)));
});
