import assert from "node:assert/strict";
import { type BondMode, type BondOptionName, parseBondOption } from "../../../lib/bond_options.ts";
import { bond, port } from "../../networks.ts";
import { problems, render, roundTrip, section } from "./_render.ts";

/** A mode with options; the lines that become of them; what is refused, and why. */
type Case = readonly [mode: BondMode, options: string, kept: string, ...refused: string[]];

const CASES: readonly Case[] = [
  ["active-backup", "active_slave=eth0", "active_slave=eth0"],
  [
    "active-backup",
    "active_slave=eth0 primary=eth1",
    "primary=eth1",
    'NetworkManager takes it for another word for primary, so the bond option active_slave "eth0"',
  ],
  ["balance-tlb", "primary=eth0", "active_slave=eth0"],
  [
    "active-backup",
    "miimon=100 num_grat_arp=2 peer_notif_delay=0",
    "miimon=100 num_grat_arp=2 peer_notif_delay=0",
  ],
  [
    "802.3ad",
    "broadcast_neighbor=on coupled_control=off",
    "",
    'NetworkManager has no such setting, so the bond option broadcast_neighbor "on"',
    'NetworkManager has no such setting, so the bond option coupled_control "off"',
  ],
  ["802.3ad", "coupled_control=on", ""],
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
      refused.map((what) => `${what} of bond0 has no effect; everything else of the bond is set.`),
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

Deno.test("networkmanager: options that older versions do not know are written, and noted", () => {
  const options = optionsOf("arp_missed_max=3 lacp_active=off lacp_rate=fast");
  const link = bond("bond0", ["eth0"], { mode: "802.3ad", options });
  assert.deepEqual(section(link, "bond").slice(1), ["arp_missed_max=3", "lacp_active=off", "lacp_rate=fast"]);
  assert.deepEqual(
    render({ links: [link] }).problems.map(({ severity, message }) => `${severity} ${message}`),
    [
      "note the bond option arp_missed_max of bond0 is unknown to NetworkManager before 1.44",
      "note the bond option lacp_active of bond0 is unknown to NetworkManager before 1.44",
    ],
  );
});
