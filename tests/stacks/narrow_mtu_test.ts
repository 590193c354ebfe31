import assert from "node:assert/strict";
import type { PhysicalLink } from "../../lib/network.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import { physical, prefix } from "../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };
const V4: Partial<PhysicalLink> = { addresses: [prefix("192.0.2.1/24")] };
const V6: Partial<PhysicalLink> = { addresses: [prefix("2001:db8::1/64")] };

/** How networkd's files, and netplan's, say that a link has no IPv6. */
const WITHOUT = { networkd: /^LinkLocalAddressing=no$/m, netplan: /link-local: ?\[\]/ };

/** What a link gets, its MTU, whether it has IPv6, and whether its MTU is a problem. */
const LINKS: readonly [
  what: string,
  link: Partial<PhysicalLink>,
  mtu: number,
  ipv6: boolean,
  problem: boolean,
][] = [
  ["IPv4", V4, 1280, true, false],
  ["IPv4", V4, 1279, false, false],
  ["IPv6", V6, 1280, true, false],
  ["IPv6", V6, 1279, true, true],
  ["nothing", {}, 1280, false, false],
];

for (const stack of ["networkd", "netplan"] as const) {
  for (const [what, more, mtu, ipv6, problem] of LINKS) {
    Deno.test(`${stack}: ${what} with an MTU of ${mtu}`, () => {
      const links = [physical("eth0", "52:54:00:00:00:0a", { ...more, mtu })];
      const { files, problems } = stackOf(stack).code().render({ links }, TARGET);
      const text = files.map(({ contents }) => contents).join("\n");
      assert.equal(WITHOUT[stack].test(text), !ipv6, text);
      assert.deepEqual(
        problems.map(({ message }) => message),
        problem ? [`the MTU ${mtu} of eth0 is too small for its IPv6`] : [],
      );
    });
  }
}
