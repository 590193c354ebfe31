import assert from "node:assert/strict";
import { type BondMode, type BondOptionName, parseBondOption } from "../../../lib/bond_options.ts";
import { bridgePorts } from "../../../lib/stacks/wicked/bridge.ts";
import { bond, bridge, port } from "../../networks.ts";
import { DIRECTORY, problems, roundTrip, texts } from "./_render.ts";

const A = "52:54:00:00:00:0a";

/** A mode with options; what becomes of them; what is refused, and why. */
type Case = readonly [mode: BondMode, options: string, kept: string, ...refused: string[]];

const BONDS: readonly Case[] = [
  ["802.3ad", "lacp_rate=fast miimon=100", "miimon=100 lacp_rate=fast"],
  [
    "802.3ad",
    "lacp_active=off miimon=100 xmit_hash_policy=vlan+srcmac",
    "miimon=100",
    'wicked does not know it, so the bond option lacp_active "off"',
    'wicked does not know it, so the bond option xmit_hash_policy "vlan+srcmac"',
  ],
  ["802.3ad", "ad_actor_system=00:00:00:00:00:00 miimon=100 peer_notif_delay=0", "miimon=100"],
  [
    "balance-alb",
    "miimon=100 tlb_dynamic_lb=0 xmit_hash_policy=layer3+4",
    "miimon=100",
    'wicked does not take it with the mode balance-alb, so the bond option tlb_dynamic_lb "0"',
    'wicked does not take it with the mode balance-alb, so the bond option xmit_hash_policy "layer3+4"',
  ],
  [
    "balance-tlb",
    "miimon=100 tlb_dynamic_lb=0 xmit_hash_policy=layer2",
    "miimon=100 tlb_dynamic_lb=0 xmit_hash_policy=layer2",
  ],
  [
    "balance-rr",
    "miimon=100 min_links=1",
    "miimon=100",
    'wicked does not take it with the mode balance-rr, so the bond option min_links "1"',
  ],
  [
    "active-backup",
    "miimon=100 peer_notif_delay=200",
    "miimon=100",
    'wicked does not know it, so the bond option peer_notif_delay "200"',
  ],
  [
    "broadcast",
    "arp_interval=9 arp_ip_target=192.0.2.1 arp_validate=all",
    "arp_interval=9 arp_ip_target=192.0.2.1",
    'wicked does not take it with the mode broadcast, so the bond option arp_validate "all"',
  ],
];

for (const [mode, options, kept, ...refused] of BONDS) {
  Deno.test(`wicked: a ${mode} bond with ${options}`, () => {
    const links = [port("eth0", A, "bond0"), bond("bond0", ["eth0"], { mode, options: optionsOf(options) })];
    const opts = /^BONDING_MODULE_OPTS="(.*)"$/m.exec(texts(...links)["ifcfg-bond0"]!)?.[1];
    assert.equal(opts, `mode=${mode} ${kept}`);
    assert.deepEqual(
      problems(...links),
      refused.map((what) =>
        `problem: ${DIRECTORY}/ifcfg-bond0: ${what} of bond0 has no effect; everything else of the bond is set.`
      ),
    );
    roundTrip({ links });
  });
}

function optionsOf(text: string): Map<BondOptionName, string> {
  return new Map(
    text.split(" ").map((option) => {
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
    "num_grat_arp=255 primary=abcdefghijklmno primary_reselect=failure use_carrier=1";
  const links = [port(name, A, "bond0"), bond("bond0", [name], { options: optionsOf(most) })];
  const lines = texts(...links)["ifcfg-bond0"]!.split("\n");
  assert.ok(lines.every((line) => line.length <= 510));
  assert.ok(lines.some((line) => line.includes(` arp_interval=2147483647 arp_ip_target=${targets} `)));
  const lost = problems(...links);
  assert.ok(
    lost.length > 0 && lost.every((text) => /wicked reads no line that long, so the bond option /.test(text)),
  );
});

Deno.test("wicked: a bond's options fill a line of 510 bytes, and no longer one", () => {
  const lengths = ["100", "1000"].map((interval) => {
    const options = new Map<BondOptionName, string>([
      ["arp_interval", interval],
      [
        "arp_ip_target",
        "t".repeat(510 - 'BONDING_MODULE_OPTS="mode=active-backup arp_interval=100 arp_ip_target="'.length),
      ],
    ]);
    return texts(port("eth0", A, "bond0"), bond("bond0", ["eth0"], { options }))["ifcfg-bond0"]!
      .split("\n").find((line) => line.startsWith("BONDING_MODULE_OPTS"))!.length;
  });
  assert.deepEqual(lengths, [510, 'BONDING_MODULE_OPTS="mode=active-backup arp_interval=1000"'.length]);
});

Deno.test("wicked: a bond in a bridge is started as what is no port, and its own ports with it", () => {
  const files = texts(
    port("eth0", A, "bond0"),
    bond("bond0", ["eth0"], { bridge: "br0" }),
    bridge("br0", ["bond0"]),
  );
  const modes = ["eth0", "bond0", "br0"].map((name) =>
    /^STARTMODE="(.*)"$/m.exec(files[`ifcfg-${name}`]!)?.[1]
  );
  assert.deepEqual(modes, ["hotplug", "auto", "auto"]);
});

Deno.test("wicked: a bridge's ports fill a line of 510 bytes", () => {
  const ports = Array.from({ length: 32 }, (_, index) => `name-of-15-by${10 + index}`);
  assert.equal(
    `BRIDGE_PORTS="${bridgePorts(ports).join(" ")}"`.length,
    510 - 16 + 'BRIDGE_PORTS=""'.length + 1,
  );
});
