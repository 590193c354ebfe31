import assert from "node:assert/strict";
import * as networkScripts from "../../../lib/stacks/network_scripts/mod.ts";
import { claimText } from "../../support/claims.ts";

const CLAIMS: readonly [text: string, claims: string[], fileName?: string][] = [
  ["DEVICE=eth0\n", ["own eth0"]],
  ['# DEVICE=eth1\n  DEVICE="eth0" # mine\n', ["own eth0"]],
  ["DEVICE='eth0'\nONBOOT=no\n", ["own eth0"]],
  ["DEVICE=eth0\nDEVICE=eth1\n", ["own eth1"]],
  ["export DEVICE=eth0;\n", ["own eth0"]],
  ["PHYSDEV=eth0\nNAME=DEVICE=eth0\n", []],
  ["DEVICE=eth0:1\n", []],
  ["DEVICE=lo\n", []],
  ["DEVICE=$(hostname)\n", []],
  ["default via 192.0.2.1 dev eth0\n", []],
  ["BOOTPROTO=dhcp\n", ["own eth0"], "ifcfg-eth0"],
  ["HWADDR=52:54:00:00:00:0A\n", ["own @52:54:00:00:00:0a"], "ifcfg-Wired_1"],
  ['DEVICE=eth0\nHWADDR="52:54:00:00:00:0a"\n', ["own eth0 @52:54:00:00:00:0a"]],
  ["DEVICE=eth0\nMACADDR=52:54:00:00:00:0a\nLLADDR=52:54:00:00:00:0a\n", ["own eth0"]],
  ["DEVICE=eth0\nMASTER=bond0\nSLAVE=yes\n", ["own eth0"]],
  ["DEVICE=eth0.5\nVLAN=yes\n", ["own eth0.5", "parent eth0"]],
  ["DEVICE=eth0.12345\n", ["own eth0.12345"]],
  ["DEVICE=eth0.5x\n", ["own eth0.5x"]],
  ["DEVICE=vlan5\nVLAN=yes\nPHYSDEV=eth0\n", ["own vlan5", "parent eth0"]],
];

for (const [text, claims, fileName = "ifcfg-"] of CLAIMS) {
  Deno.test(`network-scripts: ${JSON.stringify(text)} claims ${claims.join(", ") || "nothing"}`, () => {
    assert.deepEqual(networkScripts.claims(text, fileName).map(claimText), claims);
  });
}
