import assert from "node:assert/strict";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import { claimText } from "../../support/claims.ts";

const CLAIMS: readonly [what: string, text: string, claims: string[]][] = [
  ["nothing", "", []],
  ["not the loopback", "auto lo\niface lo inet loopback\niface a inet dhcp\n", ["own a"]],
  [
    "comments and options",
    "# iface a inet dhcp\n iface b inet manual\n  up iface c\n  #iface d inet dhcp\n",
    ["own b"],
  ],
  ["lines that go on", "iface \\\n  a inet dhcp\nauto x \\\niface y inet dhcp\n", ["own a"]],
  ["a last line that would go on", "iface a inet dhcp\niface b\\", ["own a", "default b\\"]],
  ["an indented comment does not go on", "  # text \\\niface a inet dhcp\n", ["own a"]],
  ["space at the ends of lines", "iface bond0 inet dhcp \t\r\n  bond-slaves eth0 \n \t\n", [
    "own bond0",
    "own eth0",
  ]],
  ["a comment does not go on", "# text \\\niface a inet dhcp\n", ["own a"]],
  [
    "mappings",
    "mapping eth0 eth*\n  script /bin/x\n  map iface z\niface home inet dhcp\n",
    ["own eth0", "own eth*", "own home"],
  ],
  [
    "another stanza's name",
    "auto eth0=home /en*=work\nallow-hotplug eth1\niface home inet dhcp\n",
    ["own eth0", "default en*", "own home"],
  ],
  ["the card of an address", "auto /mac/52:54:00:00:00:0A=lan\niface lan inet dhcp\n", [
    "own @52:54:00:00:00:0a",
    "own lan",
  ]],
  ["a bond with its ports", "iface bond0 inet dhcp\n  bond-slaves eth0 eth1\n  bond_mode 1\n", [
    "own bond0",
    "own eth0",
    "own eth1",
  ]],
  [
    "a bond whose ports name it",
    "iface bond0 inet dhcp\n bond-slaves none\niface eth0 inet manual\n bond-master bond0\n",
    [
      "own bond0",
      "own eth0",
    ],
  ],
  ["a bridge of all", "iface br0 inet dhcp\n bridge_ports all\n", ["own br0", "own *"]],
  ["a bridge of some", "iface br0 inet dhcp\n bridge-ports eth0 regex eth[1-3]\n", [
    "own br0",
    "own eth0",
    "own eth[1-3]",
  ]],
  ["a VLAN", "iface eth0.5 inet static\n  address 192.0.2.1/24\n", ["own eth0.5", "parent eth0"]],
  ["a VLAN of another name", "iface lan inet dhcp\n  vlan_raw_device bond0\n", ["own lan", "parent bond0"]],
  ["options of another stanza", "iface a inet dhcp\nauto b\n bond-slaves eth0\n", ["own a"]],
];

for (const [what, text, claims] of CLAIMS) {
  Deno.test(`ifupdown: claims: ${what}`, () =>
    assert.deepEqual(ifupdown.claims(text).map(claimText), claims));
}
