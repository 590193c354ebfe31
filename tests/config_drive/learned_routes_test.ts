import assert from "node:assert/strict";
import { prefixText } from "../../lib/ip.ts";
import { readNetwork } from "../support/documents.ts";

const [INTO, DEFAULT] = ["2001:db8:1::/48", "::/0"];

/** Of types whose default route a router announces: which routes are the drive's, and whether there is to be no other. */
const LEARNED: readonly [
  type: string,
  routes: readonly string[] | undefined,
  kept: readonly string[],
  isRouterless: boolean,
][] = [
  ["ipv6_dhcpv6-stateful", undefined, [], false],
  ["ipv6_dhcpv6-stateful", [], [], true],
  ["ipv6_dhcpv6-stateful", [INTO], [INTO], true],
  ["ipv6_dhcpv6-stateful", [DEFAULT], [], false],
  ["ipv6_dhcpv6-stateful", [INTO, DEFAULT], [INTO], false],
  ["ipv6_dhcpv6-stateless", [INTO, DEFAULT], [INTO], false],
  ["ipv6_dhcpv6-stateless", [], [], false],
  ["ipv6_slaac", [INTO, DEFAULT], [INTO], false],
  ["ipv6_slaac", [], [], false],
  ["ipv6_dhcp", [INTO, DEFAULT], [INTO, DEFAULT], false],
  ["ipv6_dhcp", [], [], false],
];

for (const [type, routes, kept, isRouterless] of LEARNED) {
  Deno.test(`network type ${type} with ${routes === undefined ? "no list" : `[${routes.join()}]`} of routes`, () => {
    const { network } = readNetwork({
      type,
      ...(routes && { routes: routes.map((to) => ({ network: to, gateway: "fe80::1" })) }),
    });
    assert.deepEqual(network?.routes.map(({ destination }) => prefixText(destination)), kept);
    assert.equal(network?.isRouterless === true, isRouterless);
  });
}
