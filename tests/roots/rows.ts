/**
 * The rows that are tried in each root file system. What is promised of one is promised of all.
 *
 * @module
 */
import type { Outcome } from "../online/_room.ts";
import type { Situation } from "../online/_row.ts";
import {
  ALONE6,
  ASKED,
  BESIDE4,
  BESIDE6,
  BRIDGES,
  CARRIER,
  DHCP6,
  FALLBACK,
  HEARD,
  LATE,
  LEASED,
  LIMIT_MS,
  ROUTED,
  SERVERS,
  SILENT,
  SILENT4,
  SILENT6,
  STATED4,
} from "../online/_situations.ts";

export interface Row {
  readonly name: string;
  readonly situation: Situation;
  /** The address that is waited for. */
  readonly waited: string;
  /** Whether the drive states it. */
  readonly isStated: boolean;
  /** Seconds for what is learned. */
  readonly settle?: number;
  /** Seconds for which the address is waited for. */
  readonly patience: number;
  /** What is not as promised. */
  readonly faultsOf: (outcome: Outcome) => readonly string[];
}

type Expected = (outcome: Outcome) => readonly (readonly [what: string, got: unknown, wanted: unknown])[];

function faultsOf(outcome: Outcome, expected: Expected): string[] {
  return expected(outcome).filter(([, got, wanted]) => JSON.stringify(got) !== JSON.stringify(wanted))
    .map(([what, got, wanted]) => `${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}

/** What a stack says of a drive where it is not online in time. */
const SAID = "may be there later than three seconds after the service's start";

/** A row whose stated address has to be there, and the machine online, at once, or the stack has to say that it is not. */
function stated(
  name: string,
  situation: Situation,
  waited = "192.0.2.10",
  expected: Expected = () => [],
): Row {
  const isSaid = ({ problems }: Outcome) => problems.some((problem) => problem.includes(SAID));
  const isLate = (time: number | null) => time === null || time >= LIMIT_MS;
  return {
    ...{ name, situation, waited, isStated: true, patience: 20, settle: 3 },
    faultsOf: (outcome) => [
      ...(isLate(outcome.reached) && !isSaid(outcome) ? [`${waited} after ${outcome.reached} ms`] : []),
      ...(isLate(outcome.online) && !isSaid(outcome) ? [`online after ${outcome.online} ms`] : []),
      ...(outcome.reached === null && isSaid(outcome) ? [`${waited} was never there`] : []),
      ...faultsOf(outcome, expected),
    ],
  };
}

/** A row in which somebody answers. */
function learned(name: string, situation: Situation, waited: string, expected: Expected): Row {
  return {
    ...{ name, situation, waited, isStated: false, patience: 20, settle: 3 },
    faultsOf: (outcome) => [
      ...(outcome.reached === null ? [`${waited} was never there`] : []),
      ...faultsOf(outcome, expected),
    ],
  };
}

function addressesOf({ addresses }: Outcome, card: string): string[] {
  return (addresses[card] ?? []).map((address) => address.replace(" dynamic", "")).sort();
}

function withoutMetrics(routes: readonly string[]): string[] {
  return [...new Set(routes.map((route) => route.replace(/ metric .*/, "")))];
}

function metricOf({ defaults }: Outcome, start: string): number {
  return Number(/\d+$/.exec(defaults.find((route) => route.startsWith(start)) ?? ""));
}

export const ROWS: readonly Row[] = [
  stated("five cards that nobody answers", SILENT),
  stated("five cards that nobody answers and that are left alone", { ...SILENT, dhcpFallback: false }),
  stated("four cards with an address each", STATED4, "192.0.4.10"),
  ...Object.entries(SILENT6).map(([where, situation]) =>
    stated(`DHCPv6 that nobody answers ${where}`, situation)
  ),
  stated("DHCPv4 that nobody answers on the same link", BESIDE4.IPv4),
  stated("IPv6, and DHCPv4 that nobody answers on the same link", BESIDE4.IPv6, "2001:db8:5::10"),
  stated("DHCPv4 that nobody answers on links before it", SILENT4),
  stated("IPv6 alone and no router", ALONE6, "2001:db8:5::10"),
  stated("routers on every cable", HEARD, "192.0.2.10", (outcome) => [
    ["eth0", addressesOf(outcome, "eth0"), ["192.0.2.10/24", "2001:db8:5::10/64"]],
    ["eth1", addressesOf(outcome, "eth1"), ["198.51.100.10/24", "2001:db8:1:0:5054:ff:fe00:b/64"]],
    [
      "default routes",
      withoutMetrics(outcome.defaults.filter((route) => !route.includes(" dev eth2 "))),
      ["via 192.0.2.1 dev eth0", "via 2001:db8:5::1 dev eth0", "via router dev eth1"],
    ],
    [
      "the drive's default route of IPv6 comes first",
      metricOf(outcome, "via 2001:db8:5::1 ") < metricOf(outcome, "via router dev eth1 "),
      true,
    ],
  ]),
  stated("a router that stated IPv6 leaves the network by", ROUTED, "2001:db8:5::10", (outcome) => [
    ["eth0", addressesOf(outcome, "eth0"), ["2001:db8:5::10/64", "2001:db8::5054:ff:fe00:a/64"]],
    ["default routes", withoutMetrics(outcome.defaults), ["via router dev eth0"]],
  ]),
  learned("a fallback card that a server and a router answer", FALLBACK, "10.0.1.50", (outcome) => [
    ["eth1", addressesOf(outcome, "eth1"), ["10.0.1.50/24", "2001:db8:1:0:5054:ff:fe00:b/64"]],
    ["its metric", metricOf(outcome, "via 10.0.1.1 dev eth1 "), 2048],
    ["the drive's default route", outcome.defaults.some((route) => route.startsWith("via 192.0.2.1 ")), true],
  ]),
  stated("name servers for stated ipv4 alone", SERVERS.ipv4, "192.0.2.10", servers("192.0.2.53")),
  stated("name servers for stated ipv6 alone", SERVERS.ipv6, "2001:db8:5::10", servers("2001:db8:53::1")),
  learned(
    "name servers of the drive beside those of a fallback's lease",
    ...[SERVERS.fallback, "10.0.1.50", servers("192.0.2.53")] as const,
  ),
  ...Object.entries(ASKED).map(([name, { situation, addresses, routes }]) =>
    learned(name, situation, addresses.at(-1)!.split("/")[0]!, (outcome) => [
      ["eth0", addressesOf(outcome, "eth0"), addresses],
      ["routes", withoutMetrics([...outcome.routes, ...outcome.defaults]), routes],
    ])
  ),
  ...Object.entries(BESIDE6).map(([server, situation]) =>
    stated(`stated IPv6 beside DHCPv6, whose server ${server}`, situation, "2001:db8:5::10", (outcome) => [
      ["eth0", addressesOf(outcome, "eth0"), [
        ...(server === "answers" ? ["2001:db8:5::10/64", "2001:db8::50/128"] : ["2001:db8:5::10/64"]),
      ]],
    ])
  ),
  learned("name servers of a lease", LEASED, "10.0.0.50", servers("10.0.0.53")),
  learned("DHCPv6 and no router", DHCP6, "2001:db8::50", (outcome) => [
    ["eth0", addressesOf(outcome, "eth0"), ["2001:db8::50/128"]],
  ]),
  stated("a router on what only carries a VLAN", CARRIER, "192.0.2.10", (outcome) => [
    ["eth0", addressesOf(outcome, "eth0"), []],
    ["default routes", withoutMetrics(outcome.defaults), ["via 192.0.2.1 dev eth1"]],
  ]),
  stated(
    "routers on bridges with a default route of IPv6 and without",
    BRIDGES,
    "2001:db8:5::10",
    (outcome) => [
      ["br0", addressesOf(outcome, "br0"), ["2001:db8:5::10/64"]],
      ["br1", addressesOf(outcome, "br1"), ["2001:db8:1:0:5054:ff:fe00:21/64", "2001:db8:6::10/64"]],
      [
        "default routes",
        withoutMetrics(outcome.defaults),
        ["via 2001:db8:5::1 dev br0", "via router dev br1"],
      ],
    ],
  ),
  ...Object.entries(LATE).map(([which, situation]) =>
    learned(
      `a bridge whose ${which} port is a card that comes late`,
      { ...situation },
      "192.0.2.10",
      (outcome) => [
        ["ports", outcome.ports["br0"], which === "only" ? ["eth1"] : ["eth0", "eth1"]],
        ["default routes", withoutMetrics(outcome.defaults), ["via 192.0.2.1 dev br0"]],
      ],
    )
  ),
];

function servers(wanted: string): Expected {
  return (outcome) => [["name servers", outcome.servers, wanted]];
}
