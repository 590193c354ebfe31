/** The commands by which a stanza asks DHCP servers itself, and ends that. */
import assert from "node:assert/strict";
import type { PhysicalLink } from "../../../lib/network.ts";
import { dhcp4Commands, dhcp6Commands } from "../../../lib/stacks/ifupdown/clients.ts";
import type { DhcpClient } from "../../../lib/stacks/stack.ts";
import { physical, route } from "../../networks.ts";

const UDHCPC = "-R -p /run/udhcpc.eth0.pid -i eth0";
const DHCLIENT = "-pf /run/dhclient.eth0.pid -lf /var/lib/dhcp/dhclient.eth0.leases eth0";
const DHCLIENT6 = "-pf /run/dhclient6.eth0.pid -lf /var/lib/dhcp/dhclient6.eth0.leases eth0";

type Row = readonly [client: DhcpClient, more: Partial<PhysicalLink>, waits: boolean, up: string];

const ROUTE = { routes: [route("0.0.0.0/0", "192.0.2.1", { onLink: true })] };

/** What is run for IPv4, by the client, what the link is told beside, and whether somebody waits. */
const ROWS4: readonly Row[] = [
  ["dhclient", {}, true, `dhclient -4 ${DHCLIENT} || true`],
  ["dhclient", {}, false, `dhclient -4 -nw ${DHCLIENT} || true`],
  ["dhclient", { learnedMetric: 1025 }, true, `dhclient -4 -e IF_METRIC=1025 ${DHCLIENT} || true`],
  ["dhclient", { learnedDns: false, mtu: 1400, ...ROUTE }, true, `dhclient -4 ${DHCLIENT} || true`],
  ["dhcpcd", {}, true, "dhcpcd -4 -A eth0 || dhcpcd -4 -b -A eth0 || true"],
  ["dhcpcd", {}, false, "dhcpcd -4 -b -A eth0 || true"],
  ["dhcpcd", { learnedMetric: 1025 }, false, "dhcpcd -4 -b -A -m 1025 eth0 || true"],
  ["dhcpcd", { mtu: 1400 }, false, "dhcpcd -4 -b -A -O interface_mtu eth0 || true"],
  ["dhcpcd", ROUTE, false, "dhcpcd -4 -b -A -G eth0 || true"],
  ["dhcpcd", { learnedDns: false }, false, "dhcpcd -4 -b -A -C resolv.conf eth0 || true"],
  ["udhcpc", {}, true, `udhcpc -b ${UDHCPC} || true`],
  ["udhcpc", {}, false, `udhcpc -f ${UDHCPC} >/dev/null 2>&1 &`],
  ["udhcpc", { learnedMetric: 1025 }, true, `IF_METRIC=1025 udhcpc -b ${UDHCPC} || true`],
  ["udhcpc", { learnedDns: false }, true, `IF_PEER_DNS=no udhcpc -b ${UDHCPC} || true`],
  [
    "udhcpc",
    { learnedDns: false, learnedMetric: 1025, mtu: 1400, ...ROUTE },
    false,
    `IF_METRIC=1025 IF_PEER_DNS=no udhcpc -f ${UDHCPC} >/dev/null 2>&1 &`,
  ],
];

const DOWN4: Readonly<Record<DhcpClient, string>> = {
  dhclient: `dhclient -4 -r ${DHCLIENT} || true`,
  dhcpcd: "dhcpcd -4 -k eth0 || true",
  udhcpc: "kill $(cat /run/udhcpc.eth0.pid) || true",
};

for (const [client, more, waits, up] of ROWS4) {
  Deno.test(`ifupdown: commands: ${up}`, () => {
    const link = physical("eth0", "52:54:00:00:00:0a", { dhcp4: true, ...more });
    assert.deepEqual(dhcp4Commands(link, client, waits), [`up ${up}`, `down ${DOWN4[client]}`]);
  });
}

const LOCAL = "(until ip -6 addr show dev eth0 scope link -tentative | grep -q inet6; " +
  "do ip link show dev eth0 up | grep -q . || exit; sleep 0.2; done; exec";

/** The same for IPv6. */
const ROWS6:
  readonly (readonly [client: DhcpClient, more: Partial<PhysicalLink>, up: string, down: string])[] = [
    [
      ...[
        "dhclient",
        { dhcp6: "addresses" },
        `${LOCAL} dhclient -6 -nw ${DHCLIENT6}) >/dev/null 2>&1 &`,
      ] as const,
      `dhclient -6 -r ${DHCLIENT6} || true`,
    ],
    [
      ...[
        "dhclient",
        { dhcp6: "information" },
        `${LOCAL} dhclient -6 -nw -S ${DHCLIENT6}) >/dev/null 2>&1 &`,
      ] as const,
      `dhclient -6 -r ${DHCLIENT6} || true`,
    ],
    [
      "dhcpcd",
      { dhcp6: "addresses" },
      "dhcpcd -6 -b --noipv6rs --ia_na eth0 || true",
      "dhcpcd -6 -k eth0 || true",
    ],
    [
      "dhcpcd",
      { dhcp6: "information" },
      "dhcpcd -6 -b --noipv6rs --inform6 eth0 || true",
      "dhcpcd -6 -k eth0 || true",
    ],
    [
      "dhcpcd",
      { dhcp6: "addresses", learnedDns: false },
      "dhcpcd -6 -b --noipv6rs --ia_na -C resolv.conf eth0 || true",
      "dhcpcd -6 -k eth0 || true",
    ],
  ];

for (const [client, more, up, down] of ROWS6) {
  Deno.test(`ifupdown: commands: ${up}`, () => {
    const link = physical("eth0", "52:54:00:00:00:0a", more);
    assert.deepEqual(dhcp6Commands(link, client), [`up ${up}`, `down ${down}`]);
  });
}

Deno.test("ifupdown: commands: none without DHCPv6", () => {
  for (const client of ["dhclient", "dhcpcd", "udhcpc"] as const) {
    assert.deepEqual(dhcp6Commands(physical("eth0", "52:54:00:00:00:0a", { dhcp4: true }), client), []);
  }
});
