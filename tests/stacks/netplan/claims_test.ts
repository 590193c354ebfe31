import assert from "node:assert/strict";
import * as netplan from "../../../lib/stacks/netplan/mod.ts";

const CLAIMS: readonly [what: string, text: string, names: readonly string[]][] = [
  ["an identifier", "network:\n  ethernets:\n    eth0: {dhcp4: true}\n", ["eth0"]],
  ["an empty definition", "network:\n  ethernets:\n    eth0:\n", ["eth0"]],
  [
    "every kind of device",
    `network:
  version: 2
  renderer: networkd
  bonds: {bond0: {interfaces: [eth1]}}
  bridges: {br0: {}}
  vlans: {vlan5: {id: 5, link: eth2}}
  wifis: {wlan0: {}}
`,
    ["bond0", "br0", "vlan5", "wlan0"],
  ],
  [
    "a matched name, and one that is set",
    `network:
  ethernets:
    first: {match: {name: ens3}}
    second: {match: {macaddress: "52:54:00:00:00:0a"}, set-name: lan0}
`,
    ["first", "ens3", "second", "lan0"],
  ],
  ["no glob", "network: {ethernets: {all-en: {match: {name: en*}}}}", ["all-en"]],
  ["each name once", "network: {ethernets: {eth0: {match: {name: eth0}, set-name: eth0}}}", ["eth0"]],
  ["numbers as names", "network: {ethernets: {123: {}}}", ["123"]],
  ["nothing of other settings", "network: {version: 2, openvswitch: {ports: [[a, b]]}}", []],
  ["nothing of odd types", "network: {ethernets: [eth0], bonds: 1, vlans: null}", []],
  ["nothing of another document", "a: 1", []],
  ["nothing of a list", "- network", []],
  ["nothing of an empty file", "", []],
  ["nothing of comments", "# network: {ethernets: {eth0: {}}}\n", []],
  ["nothing of broken YAML", "network: {ethernets: {eth0: [\n", []],
  ["nothing of an endless alias", "network: {ethernets: *a}\n", []],
  ["nothing of very deep YAML", "[".repeat(20000), []],
  ["nothing of binary data", "\0\u0001\ufffd", []],
];

for (const [what, text, names] of CLAIMS) {
  Deno.test(`netplan: a file claims ${what}`, () => assert.deepEqual(netplan.claims(text), names));
}
