/** Stated IPv6 addresses that go and come again when a router is heard: NetworkManager says so beforehand. */
import assert from "node:assert/strict";
import type { PhysicalLink } from "../../../lib/network.ts";
import * as networkmanager from "../../../lib/stacks/networkmanager/mod.ts";
import { ip, physical, prefix, route } from "../../networks.ts";

const [FOUR, SIX] = [prefix("192.0.2.9/24"), prefix("2001:db8::9/64")];
const named = (name: string, more: Partial<PhysicalLink>) => physical(name, "52:54:00:00:00:01", more);

const ROWS: readonly [what: string, link: Partial<PhysicalLink>, isSaid: boolean][] = [
  ["a stated address, and nothing said of routers", { addresses: [SIX] }, true],
  ["a stated address beside SLAAC", { addresses: [SIX], routerAdvertisements: "accept" }, true],
  ["a stated address of each family", { addresses: [FOUR, SIX] }, true],
  [
    "a stated default route, with which routers are ignored",
    { addresses: [SIX], routes: [route("::/0", "2001:db8::1")], routerAdvertisements: "ignore" },
    false,
  ],
  ["a stated address of IPv4", { addresses: [FOUR], nameServers: [ip("192.0.2.53")] }, false],
  ["SLAAC alone", { routerAdvertisements: "accept" }, false],
  ["a stated address beside DHCPv6 without a router", { addresses: [SIX], dhcp6: "addresses" }, false],
  ["a card that leads to the root", { addresses: [SIX], carriesRoot: true }, false],
];

const saidOf = (links: readonly PhysicalLink[]) =>
  networkmanager.render({ links }).problems.filter(({ code }) => code === "stack-addresses-anew");

for (const [what, link, isSaid] of ROWS) {
  Deno.test(`networkmanager: ${what}: ${isSaid ? "set anew" : "nothing is set anew"}`, () =>
    assert.equal(saidOf([named("eth0", link)]).length, isSaid ? 1 : 0));
}

Deno.test("networkmanager: what is set anew is one note for all links", () => {
  const links = ["eth0", "eth1", "eth2"].map((name) =>
    named(name, { addresses: [name === "eth1" ? FOUR : SIX] })
  );
  const [said, ...others] = saidOf(links);
  assert.deepEqual([others, said?.severity], [[], "note"]);
  assert.match(said!.file, /simple-init-eth0\.nmconnection$/);
  assert.match(said!.message, / \(eth0, eth2\)$/);
});
