/** Which links have to be up for systemd-networkd's machine to be online. */
import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import { waitedFor } from "../../../lib/stacks/networkd/online.ts";
import { physical } from "../../networks.ts";

const A = "52:54:00:00:00:0a";
const DHCP = { dhcp4: true };
const FALLBACK = { ...DHCP, fallback: true };

const ROWS: readonly (readonly [what: string, links: readonly Link[], waited: readonly boolean[]])[] = [
  ["the drive's", [physical("eth0", A, DHCP)], [true]],
  ["no fallback beside the drive's", [physical("eth0", A, FALLBACK), physical("eth1", A, DHCP)], [
    false,
    true,
  ]],
  ["a fallback beside a link that has nothing", [physical("eth0", A, FALLBACK), physical("eth1", A)], [
    true,
    false,
  ]],
  ["fallbacks alone", [physical("eth0", A, FALLBACK), physical("eth1", A, FALLBACK)], [true, true]],
  ["of fallbacks alone those with a cable", [
    physical("eth0", A, { ...FALLBACK, carrier: false }),
    physical("eth1", A, FALLBACK),
  ], [false, true]],
  ["the drive's without a cable", [physical("eth0", A, { ...DHCP, carrier: false })], [true]],
];

for (const [what, links, waited] of ROWS) {
  Deno.test(`networkd: waited for: ${what}`, () => assert.deepEqual(links.map(waitedFor({ links })), waited));
}
