import assert from "node:assert/strict";
import { claimTo } from "../../lib/claim.ts";
import { bond, nic, phy, resolveDocument, v4, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const CARDS = [nic("eth0", A), nic("eth1", B)];
const FILE = "/etc/mine";

const both = {
  links: [phy("a", A), phy("b", B)],
  networks: [v4("a", "192.0.2.1/24"), v4("b", "198.51.100.1/24")],
};
const bonded = { links: [phy("a", A), phy("b", B), bond("x", ["a", "b"])] };

Deno.test("claims: a bond whose ports are in several files is the first one's, and so is what stands on it", () => {
  const claims = [{ ...claimTo("eth1"), file: "/etc/b" }, { ...claimTo("eth0"), file: "/etc/a" }];
  const { said } = resolveDocument({ links: [...bonded.links, vlan("v", "x", 5)] }, CARDS, { claims });
  assert.equal(said.at(-1), "note $.links[3]: x, which carries it, is left to /etc/a; the VLAN is not made.");
});

Deno.test("claims: of several files that claim a card alike, the first has it", () => {
  const claims = ["/etc/a", "/etc/b"].map((file) => ({ ...claimTo("eth0"), file }));
  assert.deepEqual(resolveDocument(both, CARDS, { claims }).said, [
    "note $.links[0]: eth0 is left to /etc/a.",
  ]);
});

Deno.test("claims: without DHCP by default, what carries an operator's VLAN is not remarked on", () => {
  const claims = [{ ...claimTo("eth0", "parent"), file: FILE }];
  const { links, said } = resolveDocument({}, CARDS, { claims, dhcpFallback: false });
  assert.deepEqual([[...links.keys()], said], [[], []]);
});
