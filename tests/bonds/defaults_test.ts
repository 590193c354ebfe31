import assert from "node:assert/strict";
import { BOND_OPTION_NAMES, BOND_OPTIONS, parseBondOption } from "../../lib/bond_options.ts";

/** What holds without an option, by the kernel's `Documentation/networking/bonding.rst`; undefined: nothing. */
const DEFAULTS: Readonly<Record<string, string | undefined>> = {
  active_slave: undefined,
  ad_actor_sys_prio: "65535",
  ad_actor_system: "00:00:00:00:00:00",
  ad_select: "stable",
  ad_user_port_key: "0",
  all_slaves_active: "0",
  arp_all_targets: "any",
  arp_interval: "0",
  arp_ip_target: undefined,
  arp_missed_max: "2",
  arp_validate: "none",
  broadcast_neighbor: "off",
  coupled_control: "on",
  downdelay: "0",
  fail_over_mac: "none",
  lacp_active: "on",
  lacp_rate: "slow",
  lp_interval: "1",
  miimon: "0",
  min_links: "0",
  ns_ip6_target: undefined,
  num_grat_arp: "1",
  num_unsol_na: "1",
  packets_per_slave: "1",
  peer_notif_delay: "0",
  primary: undefined,
  primary_reselect: "always",
  resend_igmp: "1",
  tlb_dynamic_lb: "1",
  updelay: "0",
  use_carrier: "1",
  xmit_hash_policy: "layer2",
};

Deno.test("bond options: every one is here", () =>
  assert.deepEqual([...BOND_OPTION_NAMES], Object.keys(DEFAULTS)));

for (const name of BOND_OPTION_NAMES) {
  Deno.test(`bond option ${name}: without it ${DEFAULTS[name] ?? "nothing"} holds`, () => {
    const { byDefault } = BOND_OPTIONS[name];
    assert.equal(byDefault, DEFAULTS[name]);
    if (byDefault !== undefined) assert.equal(parseBondOption(name, byDefault), byDefault);
  });
}
