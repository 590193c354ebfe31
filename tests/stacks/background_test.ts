import assert from "node:assert/strict";
import type { Link } from "../../lib/network.ts";
import { backgroundOf } from "../../lib/stacks/_background.ts";
import { physical, prefix } from "../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

const LINKS: readonly [what: string, links: readonly Link[], background: readonly boolean[]][] = [
  ["the drive asks for DHCP alone", [physical("eth0", A, { dhcp4: true })], [false]],
  [
    "beside a static address, on whatever link",
    [
      physical("eth0", A, { dhcp4: true }),
      physical("eth1", B, { dhcp6: "addresses", addresses: [prefix("192.0.2.1/24")] }),
    ],
    [true, true],
  ],
  [
    "a fallback beside DHCP of the drive",
    [physical("eth0", A, { dhcp4: true, fallback: true }), physical("eth1", B, { dhcp4: true })],
    [true, false],
  ],
  [
    "a fallback beside a link that the drive gives nothing",
    [physical("eth0", A, { dhcp4: true, fallback: true }), physical("eth1", B)],
    [false, false],
  ],
  [
    "nothing but fallbacks, of which one has no carrier",
    [
      physical("eth0", A, { dhcp4: true, fallback: true }),
      physical("eth1", B, { dhcp4: true, fallback: true, carrier: false }),
    ],
    [false, true],
  ],
];

for (const [what, links, background] of LINKS) {
  Deno.test(`stacks: whether anything waits for a DHCP client: ${what}`, () => {
    assert.deepEqual(links.map(backgroundOf({ links })), background);
  });
}
