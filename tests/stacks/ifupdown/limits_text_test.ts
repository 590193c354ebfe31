/** What is said of what another ifup or another DHCP client cannot do. */
import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import type { RenderTarget } from "../../../lib/stacks/stack.ts";
import { bond, ip, physical, port, prefix, vlan } from "../../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const NG: Partial<RenderTarget> = { ifup: "ifupdown-ng" };
const UDHCPC: Partial<RenderTarget> = { dhcpClient: "udhcpc" };
const SERVER = { nameServers: [ip("192.0.2.53")] };

const ROWS:
  readonly (readonly [links: readonly Link[], target: Partial<RenderTarget>, said: readonly string[]])[] = [
    [[physical("lan.0", A)], NG, [
      'problem: ifupdown-ng takes "lan.0" for VLAN 0 of lan; it is left out, and so is what stands on it; give it a name without a dot',
    ]],
    [[physical("eth0", A), vlan("eth0", 5, { name: "eth0.5.6" })], NG, [
      'problem: ifupdown-ng takes "eth0.5.6" for VLAN 6 of eth0.5; it is left out, and so is what stands on it; give it a name without a dot',
    ]],
    [
      [
        port("eth0", A, "bond0"),
        bond("bond0", ["eth0"], { options: new Map([["broadcast_neighbor", "1"]]) }),
      ],
      { ifup: "busybox", hasIproute2: false },
      [
        'problem: busybox\'s ip does not know it, and iproute2 is not there, so the bond option broadcast_neighbor "1" of ' +
        "bond0 has no effect; everything else of the bond is set",
      ],
    ],
    [[physical("eth0", A, { dhcp6: "addresses" })], UDHCPC, [
      "problem: eth0 has DHCPv6, and the DHCP client udhcpc asks for IPv4 alone; no server is asked; install dhcpcd",
    ]],
    [[physical("eth0", A, { dhcp4: true, addresses: [prefix("192.0.2.10/24")] })], UDHCPC, [
      "problem: eth0 has DHCPv4 beside a stated address, which the DHCP client udhcpc would take away; " +
      "the address is set and no server is asked; install dhcpcd",
    ]],
    [[physical("eth0", A, { dhcp4: true, ...SERVER })], UDHCPC, [
      "problem: the script of the DHCP client udhcpc writes the name servers that eth0 learns in the place of those of the " +
      "drive; it is asked all the same; install dhcpcd",
    ]],
    [
      [physical("eth0", A, { dhcp4: true, ...SERVER, learnedDns: false })],
      { ...UDHCPC, hasResolvconf: true },
      [
        "problem: the script of the DHCP client udhcpc writes the name servers that eth0 learns beside those of the drive; " +
        "it is asked all the same; install dhcpcd",
      ],
    ],
    [
      ["eth0", "eth1"].map((name, index) =>
        physical(name, [A, B][index]!, { dhcp4: true, learnedMetric: 1024 + index })
      ),
      UDHCPC,
      [
        "note: the script of the DHCP client udhcpc takes no metric for the routes that it sets; " +
        "of several default routes that are learned the first counts",
      ],
    ],
  ];

for (const [links, target, said] of ROWS) {
  Deno.test(`ifupdown: limits: ${said.join()}`, () => {
    const { problems } = ifupdown.render({ links }, {
      ...{ foreignInterfaces: undefined, hasResolvconf: false },
      ...target,
    });
    assert.deepEqual(
      problems.map(({ severity, message, action }) => `${severity}: ${message}; ${action}`),
      said,
    );
    assert.ok(problems.every(({ file }) => file === "/etc/network/interfaces.d"));
  });
}
