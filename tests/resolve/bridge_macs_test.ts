import assert from "node:assert/strict";
import { bond, nic, phy, resolveDocument, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const CARDS = [nic("eth0", A), nic("eth1", B)];

function bridge(id: string, ports: readonly string[], more: object = {}): object {
  return { id, type: "bridge", bridge_links: ports, ...more };
}

const ADDRESSES: readonly (readonly [what: string, links: object[], mac: string])[] = [
  ["the drive's", [phy("a", A), bridge("br0", ["a"], { ethernet_mac_address: C })], C],
  ["its first port's", [phy("a", A), phy("b", B), bridge("br0", ["b", "a"])], B],
  ["the bond's that is its port", [
    phy("a", A),
    bond("x", ["a"], { ethernet_mac_address: C }),
    bridge("br0", ["x"]),
  ], C],
  ["that of the bond's port", [phy("a", A), bond("x", ["a"]), bridge("br0", ["x"])], A],
  ["the VLAN's that is its port", [
    phy("a", A),
    vlan("v", "a", 5, { vlan_mac_address: C }),
    bridge("br0", ["v"]),
  ], C],
  ["that of the VLAN's parent", [phy("a", A), vlan("v", "a", 5), vlan("w", "v", 6), bridge("br0", ["w"])], A],
];

for (const [what, links, mac] of ADDRESSES) {
  Deno.test(`resolve: bridges: the address is ${what}`, () => {
    assert.equal(resolveDocument({ links, networks: [] }, CARDS).links.get("br0")?.mac, mac);
  });
}

Deno.test("resolve: bridges: a card is selected with its bridge, what else is in that and on it", () => {
  const links = [phy("a", A), phy("b", B), bond("x", ["b"]), bridge("br0", ["a", "x"]), vlan("v", "br0", 5)];
  const { selected } = resolveDocument({ links, networks: [] }, [...CARDS, nic("eth2", C)], { only: "eth1" });
  assert.deepEqual(selected, ["br0", "br0.5", "eth0", "eth1", "x"]);
});
