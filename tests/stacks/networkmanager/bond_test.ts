import assert from "node:assert/strict";
import { type BondMode, type BondOptionName, parseBondOption } from "../../../lib/bond_options.ts";
import { bond, port } from "../../networks.ts";
import { problems, roundTrip, section } from "./_render.ts";

/** A mode with options; the lines that become of them; what is refused, and why. */
type Case = readonly [mode: BondMode, options: string, kept: string, ...refused: string[]];

const CASES: readonly Case[] = [
  ["active-backup", "num_unsol_na=2", "num_unsol_na=2"],
  [
    "active-backup",
    "num_grat_arp=1 num_unsol_na=2",
    "num_grat_arp=1",
    "num_unsol_na=2 beside another value of num_grat_arp, which is the same option",
  ],
  ["active-backup", "active_slave=eth0", "active_slave=eth0"],
  ["active-backup", "active_slave=eth0 primary=eth0", "primary=eth0"],
  [
    "active-backup",
    "active_slave=eth0 primary=eth1",
    "primary=eth1",
    "active_slave=eth0 beside another primary",
  ],
  ["balance-tlb", "primary=eth0", "active_slave=eth0"],
  ["balance-rr", "primary=eth0", "", "primary=eth0 with the mode balance-rr"],
  ["balance-rr", "lacp_rate=fast", "", "lacp_rate=fast with the mode balance-rr"],
  [
    "802.3ad",
    "arp_interval=9 arp_ip_target=192.0.2.1",
    "",
    "arp_interval=9 with the mode 802.3ad",
    "arp_ip_target=192.0.2.1 with the mode 802.3ad",
  ],
  [
    "broadcast",
    "arp_interval=9 arp_ip_target=192.0.2.1 miimon=100",
    "miimon=100",
    "arp_interval=9 beside miimon",
    "arp_ip_target=192.0.2.1 beside miimon",
  ],
  ["active-backup", "arp_validate=all miimon=100", "miimon=100", "arp_validate=all beside miimon"],
  [
    "active-backup",
    "arp_interval=9 arp_validate=all",
    "",
    "arp_interval=9 without arp_ip_target",
    "arp_validate=all without arp_ip_target",
  ],
  [
    "active-backup",
    "arp_interval=0 arp_ip_target=192.0.2.1 arp_validate=none",
    "arp_interval=0 arp_validate=none",
    "arp_ip_target=192.0.2.1 without arp_interval",
  ],
  ["active-backup", "downdelay=200 updelay=0", "updelay=0", "downdelay=200 without miimon"],
  ["active-backup", "miimon=100 peer_notif_delay=200", "miimon=100 peer_notif_delay=200"],
  [
    "active-backup",
    "miimon=100 peer_notif_delay=250",
    "miimon=100",
    "peer_notif_delay=250 beside miimon=100, of which it is no multiple",
  ],
  ["active-backup", "peer_notif_delay=200", "", "peer_notif_delay=200 without miimon"],
];

for (const [mode, options, kept, ...refused] of CASES) {
  Deno.test(`networkmanager: a ${mode} bond with ${options}`, () => {
    const link = bond("bond0", ["eth0"], { mode, options: optionsOf(options) });
    assert.deepEqual(section(link, "bond"), [
      `mode=${mode}`,
      ...kept.split(" ").filter((line) => line !== ""),
    ]);
    assert.deepEqual(
      problems(link),
      refused.map((what) => `NetworkManager does not take the bond option ${what}; it is left out.`),
    );
    roundTrip({ links: [port("eth0", "52:54:00:00:00:0a", "bond0"), link] });
  });
}

function optionsOf(text: string): Map<BondOptionName, string> {
  return new Map(
    text.split(" ").map((option) => {
      const [name = "", value = ""] = option.split("=");
      const read = parseBondOption(name as BondOptionName, value);
      assert.equal(read, value, option);
      return [name as BondOptionName, value];
    }),
  );
}
