import assert from "node:assert/strict";
import * as wicked from "../../../lib/stacks/wicked/mod.ts";
import { claimText } from "../../support/claims.ts";

const CLAIMS: readonly [fileName: string, text: string, claims: string[]][] = [
  ["ifcfg-eth0", "BOOTPROTO='dhcp'\nLLADDR=52:54:00:00:00:0a\n", ["own eth0"]],
  [
    "ifcfg-bond0",
    "BONDING_MASTER=yes\nBONDING_SLAVE_0='eth0'\nBONDING_SLAVE1=\"eth1\"\n#BONDING_SLAVE2=eth2\n",
    ["own bond0", "own eth0", "own eth1"],
  ],
  ["ifcfg-br0", "BRIDGE=yes\nBRIDGE_PORTS='eth0 eth1'\n", ["own br0", "own eth0", "own eth1"]],
  ["ifcfg-br0", "BRIDGE=yes\nBRIDGE_PORTS=''\n", ["own br0"]],
  ["ifcfg-br0", "BRIDGE=yes\nBRIDGE_PORTS=' eth0\n  eth1 '\nETHERDEVICE=''\n", [
    "own br0",
    "own eth0",
    "own eth1",
  ]],
  ["ifcfg-team0", "TEAM_PORT_DEVICE_1=eth0\n", ["own team0", "own eth0"]],
  ["ifcfg-lan", "ETHERDEVICE=bond0\nVLAN_ID=5\n", ["own lan", "parent bond0"]],
  ["ifcfg-eth0.5", "IPADDR=192.0.2.1/24\n", ["own eth0.5", "parent eth0"]],
  ["ifcfg-.5", "IPADDR=192.0.2.1/24\n", ["own .5"]],
  ["ifcfg-eth0.12345", "IPADDR=192.0.2.1/24\n", ["own eth0.12345"]],
  ["ifcfg-eth0.5", "ETHERDEVICE=eth1\n", ["own eth0.5", "parent eth1"]],
];

for (const [fileName, text, claims] of CLAIMS) {
  Deno.test(`wicked: ${fileName}, ${JSON.stringify(text)}, claims ${claims.join(", ")}`, () => {
    assert.deepEqual(wicked.claims(text, fileName).map(claimText), claims);
  });
}
