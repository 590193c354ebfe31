import assert from "node:assert/strict";
import * as netifrc from "../../../lib/stacks/netifrc/mod.ts";
import { claimText } from "../../support/claims.ts";

const CLAIMS: readonly [text: string, claims: readonly string[]][] = [
  ["", []],
  ['# config_eth0="dhcp"\nmodules="!iwd"\n', []],
  ['config_eth0="dhcp"\n  config_enp1s0=( "192.0.2.1/24" )\n', ["own eth0", "own enp1s0"]],
  ["config_eth0_100=null\n", ["own eth0_100|eth0.100"]],
  ['slaves_bond0="eth0\n  eth1"\nconfig_bond0="dhcp"\n', ["own bond0", "own eth0", "own eth1", "own bond0"]],
  ["bridge_br0='eth2'\nslaves_b=eth3\n", ["own br0", "own eth2", "own b", "own eth3"]],
  ['slaves_b=( "eth0" "eth1" )\n', ["own b", "own eth0", "own eth1"]],
  ['vlans_eth0="5 6"\n', ["parent eth0", "own eth0.5", "own eth0.6"]],
  ['config_52540000000A="192.0.2.1/24"\n', ["own @52:54:00:00:00:0a"]],
];

for (const [text, claims] of CLAIMS) {
  Deno.test(`netifrc: ${JSON.stringify(text)} claims ${claims.join(", ") || "nothing"}`, () => {
    assert.deepEqual(netifrc.claims(text).map(claimText), claims);
  });
}
