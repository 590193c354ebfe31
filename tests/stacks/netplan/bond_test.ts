import assert from "node:assert/strict";
import type { BondOptionName } from "../../../lib/bond_options.ts";
import * as netplan from "../../../lib/stacks/netplan/mod.ts";
import type { Rendering } from "../../../lib/stacks/stack.ts";
import { bond, port } from "../../networks.ts";

type Options = readonly [BondOptionName, string][];

/** A bond with these options beside one port, eth0. */
function render(options: Options): Rendering {
  const links = [
    port("eth0", "52:54:00:00:00:0a", "bond0"),
    bond("bond0", ["eth0"], { options: new Map(options) }),
  ];
  return netplan.render({ links });
}

const NO_EFFECT: readonly [options: Options, reason: string][] = [
  [[["active_slave", "eth0"]], "netplan has no such setting"],
  [[["ad_actor_sys_prio", "1"]], "netplan has no such setting"],
  [[["ad_actor_system", "02:00:00:00:00:01"]], "netplan has no such setting"],
  [[["ad_user_port_key", "1"]], "netplan has no such setting"],
  [[["lacp_active", "off"]], "netplan has no such setting"],
  [[["ns_ip6_target", "2001:db8::1"]], "netplan has no such setting"],
  [[["peer_notif_delay", "500"]], "netplan has no such setting"],
  [[["tlb_dynamic_lb", "0"]], "netplan has no such setting"],
  [[["use_carrier", "0"]], "netplan has no such setting"],
  [[["arp_validate", "filter_active"]], "netplan does not take this value"],
  [[["num_grat_arp", "0"]], "netplan does not take this value"],
  [[["packets_per_slave", "0"]], "netplan does not take this value"],
  [[["resend_igmp", "0"]], "netplan does not take this value"],
  [[["xmit_hash_policy", "vlan+srcmac"]], "netplan does not take this value"],
  [[["lp_interval", "2"]], "systemd-networkd passes the interval on only together with an ARP interval"],
];

for (const [options, reason] of NO_EFFECT) {
  const [name, value] = options[0]!;
  Deno.test(`netplan: the bond option ${name} ${value} is reported`, () => {
    assert.deepEqual(render(options).problems, [{
      severity: "problem",
      file: "/etc/netplan/90-simple-init.yaml",
      path: "",
      message: `${reason}, so the bond option ${name} "${value}" of bond0 has no effect`,
      action: "everything else of the bond is set",
      code: "stack-bond-option-lost",
    }]);
  });
}

const SILENT: readonly Options[] = [
  [["use_carrier", "1"], ["peer_notif_delay", "0"], ["tlb_dynamic_lb", "1"]],
  [["ad_actor_sys_prio", "65535"], ["ad_actor_system", "00:00:00:00:00:00"], ["ad_user_port_key", "0"]],
  [["lp_interval", "2"], ["arp_interval", "100"]],
  [["all_slaves_active", "0"], ["min_links", "0"], ["lacp_active", "on"]],
];

for (const options of SILENT) {
  const names = options.map((option) => option.join(" ")).join(", ");
  Deno.test(`netplan: nothing is to report of ${names}`, () => {
    assert.deepEqual(render(options).problems, []);
  });
}
