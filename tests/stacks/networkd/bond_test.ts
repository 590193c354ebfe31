import assert from "node:assert/strict";
import type { BondOptionName } from "../../../lib/bond_options.ts";
import * as networkd from "../../../lib/stacks/networkd/mod.ts";
import type { Rendering } from "../../../lib/stacks/stack.ts";
import { bond, port } from "../../networks.ts";

/** A bond with these options beside one port, eth0. */
function render(...options: [BondOptionName, string][]): Rendering {
  const links = [
    port("eth0", "52:54:00:00:00:0a", "bond0"),
    bond("bond0", ["eth0"], { options: new Map(options) }),
  ];
  return networkd.render({ links });
}

const NO_EFFECT: readonly [[BondOptionName, string][], reason: string][] = [
  [[["use_carrier", "0"]], "systemd-networkd has no such setting"],
  [[["peer_notif_delay", "500"]], "systemd-networkd has no such setting"],
  [[["lacp_active", "off"]], "systemd-networkd has no such setting"],
  [[["arp_validate", "filter_active"]], "systemd-networkd does not take this value"],
  [[["xmit_hash_policy", "vlan+srcmac"]], "systemd-networkd does not take this value"],
  [[["lp_interval", "2"]], "systemd-networkd passes the interval on only together with an ARP interval"],
];

for (const [options, reason] of NO_EFFECT) {
  const [name, value] = options[0]!;
  Deno.test(`networkd: the bond option ${name} ${value} is reported`, () => {
    assert.deepEqual(render(...options).problems, [{
      severity: "problem",
      file: "/etc/systemd/network/10-simple-init-bond0.netdev",
      path: "",
      message: `${reason}, so the bond option ${name} "${value}" of bond0 has no effect`,
      action: "everything else of the bond is set",
      code: "stack-bond-option-lost",
    }]);
  });
}

Deno.test("networkd: what can be said or needs no saying is not reported", () => {
  const options: [BondOptionName, string][][] = [
    [["use_carrier", "1"], ["peer_notif_delay", "0"], ["ad_actor_system", "00:00:00:00:00:00"]],
    [["lp_interval", "2"], ["arp_interval", "100"]],
    [["lp_interval", "1"]],
  ];
  for (const each of options) assert.deepEqual(render(...each).problems, []);
});

Deno.test("networkd: an option that older versions do not know is written, and noted", () => {
  const { files, problems } = render(["arp_missed_max", "4"]);
  assert.ok(files.some(({ contents }) => contents.includes("\nARPMissedMax=4\n")));
  assert.deepEqual(problems.map(({ severity, message }) => `${severity} ${message}`), [
    "note the bond option arp_missed_max of bond0 is unknown to systemd before 256",
  ]);
});

Deno.test("networkd: of a bond whose settings are left to somebody's file only the device is made", () => {
  const links = [
    port("eth0", "52:54:00:00:00:0a", "bond0"),
    bond("bond0", ["eth0"], { leftTo: "/etc/systemd/network/20-bond0.network" }),
  ];
  const { files } = networkd.render({ links });
  assert.deepEqual(files.map(({ path }) => path.replace(/^.*simple-init-/, "")).sort(), [
    "bond0.netdev",
    "eth0.network",
  ]);
});
