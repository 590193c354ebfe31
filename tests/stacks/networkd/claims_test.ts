import assert from "node:assert/strict";
import * as networkd from "../../../lib/stacks/networkd/mod.ts";
import { claimText } from "../../support/claims.ts";

const NETWORKS: readonly [what: string, text: string, claims: string[]][] = [
  ["nothing", "", []],
  ["nothing without a match", "[Network]\nAddress=192.0.2.1/24\n", []],
  ["one name", "[Match]\nName=eth0\n[Network]\nDHCP=yes\n", ["default eth0"]],
  ["several, over several lines", "[Match]\nName = eth0  eth1\nName=eth2\r\n", ["default eth0|eth1|eth2"]],
  ["continued", "[Match]\nName=eth0 \\\n# in between\n  eth1\n", ["default eth0|eth1"]],
  ["continued behind an indented comment", "[Match]\nName=eth0 \\\n  ; in between\n  eth1\n", [
    "default eth0|eth1",
  ]],
  ["patterns", "[Match]\nName=en* eth? eth[01] eth0\n", ["default en*|eth?|eth[01]|eth0"]],
  ["all but some", "[Match]\nName=!eth0 eth1\n", ["default !eth0|eth1"]],
  ["taken back", "[Match]\nName=eth0\nName=\nName=eth1\n", ["default eth1"]],
  ["nothing of other sections", "[Link]\nName=eth0\n[Match]\nName=eth1\n", ["default eth1"]],
  ["nothing of comments", "[Match]\n#Name=eth0\n;Name=eth1\nName=eth2\n", ["default eth2"]],
  ["words behind a name, which are no comment", "[Match]\nName=e* # all\n", ["default e*|#|all"]],
  [
    "an address in each spelling",
    "[Match]\nMACAddress=52-54-00-00-00-0A 5254.0000.000b x\n",
    ["default @52:54:00:00:00:0a|52:54:00:00:00:0b"],
  ],
  [
    "a permanent address, and a name beside it",
    "[Match]\nName=eth0\nPermanentMACAddress=52:54:00:00:00:0a\n",
    ["default eth0 @52:54:00:00:00:0a"],
  ],
  [
    "only what both addresses are",
    "[Match]\nMACAddress=52:54:00:00:00:0a 52:54:00:00:00:0b\nPermanentMACAddress=52:54:00:00:00:0b\n",
    ["default @52:54:00:00:00:0b"],
  ],
  ["static addresses", "[Match]\nName=e*\n[Network]\nAddress=192.0.2.1/24\n", ["own e*"]],
  ["a section of an address", "[Match]\nName=e*\n[Address]\nAddress=192.0.2.1/24\n", ["own e*"]],
  ["a route", "[Match]\nName=e*\n[Network]\nDHCP=yes\n[Route]\nGateway=192.0.2.1\n", ["own e*"]],
  ["a bond's ports", "[Match]\nName=eth*\n[Network]\nBond=bond0\n", ["own eth*"]],
  ["a VLAN's parent", "[Match]\nName=eth*\n[Network]\nDHCP=yes\nVLAN=eth0.5\n", ["own eth*"]],
  ["what is not managed", "[Match]\nName=eth*\n[Link]\nUnmanaged=yes\n", ["own eth*"]],
  [
    "an image's DHCP",
    "[Match]\nName=en*\n[Link]\nRequiredForOnline=no\nUnmanaged=no\n[Network]\nDHCP=yes\nDNS=192.0.2.53\nBond=\n" +
    "[DHCPv4]\nUseMTU=yes\n[IPv6AcceptRA]\nUseDNS=no\n",
    ["default en*"],
  ],
  ["all cards by type", "[Match]\nType=ether\nKind=!*\n[Network]\nDHCP=yes\n", ["default any"]],
  ["no card by another type", "[Match]\nType=wlan\n[Network]\nDHCP=yes\n", ["default any made"]],
  ["no card by a type that is left out", "[Match]\nType=!ether infiniband\n", ["default any made"]],
  ["no card by its kind", "[Match]\nKind=bridge\n[Network]\nAddress=192.0.2.1/24\n", ["own any made"]],
  ["no card by a wireless network", "[Match]\nSSID=home\n", ["default any made"]],
  ["a driver", "[Match]\nDriver=virtio_net\n[Network]\nVLAN=v5\n", ["own any ?Driver="]],
  ["a path and a name", "[Match]\nPath=pci-*\nName=eth0\n", ["default eth0 ?Path="]],
  ["the host is not compared", "[Match]\nHost=web\nName=eth0\n", ["default eth0"]],
];

for (const [what, text, claims] of NETWORKS) {
  Deno.test(`networkd: a .network claims: ${what}`, () => {
    assert.deepEqual(networkd.claims(text, "20-lan.network").map(claimText), claims);
  });
}

Deno.test("networkd: a .network makes nothing", () => {
  const [claim] = networkd.claims("[Match]\nName=bond0\n", "20-bond.network");
  assert.equal(claim?.settingsOnly, true);
});

Deno.test("networkd: a .netdev claims what it makes", () => {
  const claims = (text: string) => networkd.claims(text, "20-bond.netdev").map(claimText);
  assert.deepEqual(claims("[NetDev]\nName=bond0\nKind=bond\n[Match]\nHost=web\n"), ["own bond0 made"]);
  assert.deepEqual(claims("[NetDev]\nName=bond0\nName=bond1\n"), ["own bond1 made"]);
  assert.deepEqual(claims("[Match]\nName=eth0\n"), []);
});
