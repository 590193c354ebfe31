/**
 * Leases that come late, that say much, and what becomes of everything when a cable, a card or the stack goes and comes back.
 * What is there afterwards is what was there before.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type Outcome, outcomeOf, type State } from "./_room.ts";
import type { Act, Situation } from "./_row.ts";
import { type Trier, tryRow } from "./_tried.ts";

interface LeaseRow {
  readonly situation: Situation;
  readonly waited: string;
  readonly learned?: readonly string[];
  readonly acts?: readonly Act[];
  /** Expected after the start, and after each act: what of a state is compared. */
  readonly expected: (state: State, who: Trier) => readonly (readonly [got: unknown, wanted: unknown])[];
  /** The stacks that it is for; absent: all. */
  readonly only?: (who: Trier) => boolean;
}

const DHCP = (card: number, routes: readonly unknown[] = []) => ({
  type: "ipv4_dhcp",
  link: `eth${card}`,
  routes,
});
const DEFAULT = { network: "0.0.0.0", netmask: "0.0.0.0", gateway: "192.0.2.1" };
const STATED = {
  type: "ipv4",
  link: "eth0",
  ip_address: "192.0.2.10",
  netmask: "255.255.255.0",
  routes: [DEFAULT],
};

function addressesOf({ addresses }: State, card: string): string[] {
  return (addresses[card] ?? []).map((address) => address.replace(" dynamic", "")).sort();
}

function withoutMetrics(routes: readonly string[]): string[] {
  return routes.map((route) => route.replace(/ metric .*/, ""));
}

const isDaemon = ({ stack }: Trier) => stack !== "ifupdown";
/** It gives routes an MTU, and leaves the card's alone. */
const isDhcpcd = ({ client }: Trier) => client === "dhcpcd";

/** The first link is preferred, whoever answers first. */
const RANKED = ["via 10.0.0.1 dev eth0 metric 100", "via 10.0.1.1 dev eth1 metric 200"];

const ROWS: Readonly<Record<string, LeaseRow>> = {
  "two servers, of which the first is late": {
    situation: { cards: [["dhcp4", "late3"], ["dhcp4"]], networks: [DHCP(0), DHCP(1)] },
    ...{ waited: "10.0.0.50", learned: ["10.0.0.1", "10.0.1.1"] },
    expected: ({ defaults }) => [[defaults, RANKED]],
  },
  "two servers with classless routes, of which the second is late; a card and a cable": {
    situation: { cards: [["dhcp4", "routes"], ["dhcp4", "routes", "late3"]], networks: [DHCP(0), DHCP(1)] },
    ...{ waited: "10.0.1.50", learned: ["10.0.0.254", "10.0.1.254"], acts: ["card:0", "cable:1"] },
    expected: ({ defaults, routes }) => [[defaults, RANKED], [routes, [
      "10.77.0.0/16 via 10.0.0.254 dev eth0",
      "10.77.0.0/16 via 10.0.1.254 dev eth1",
    ]]],
  },
  "a lease with an MTU and classless routes; renewed, a cable, started again": {
    situation: { cards: [["dhcp4", "mtu", "routes", "brief"]], networks: [DHCP(0)] },
    ...{ waited: "10.0.0.50", learned: ["10.0.0.254"], acts: ["renew", "cable:0", "restart"] },
    expected: ({ mtus, defaults, routes, macs }, who) => [
      [mtus["eth0"], isDhcpcd(who) ? 1500 : 1400],
      [withoutMetrics(defaults), ["via 10.0.0.1 dev eth0"]],
      [routes, ["10.77.0.0/16 via 10.0.0.254 dev eth0"]],
      [macs["eth0"], "52:54:00:00:00:0a"],
    ],
  },
  "a lease with an MTU; a card that is down for six seconds": {
    situation: { cards: [["dhcp4", "mtu"]], networks: [DHCP(0)] },
    ...{ waited: "10.0.0.50", learned: ["10.0.0.1"], acts: ["away:0"], only: isDaemon },
    expected: ({ mtus, defaults }) => [
      [mtus["eth0"], 1400],
      [withoutMetrics(defaults), ["via 10.0.0.1 dev eth0"]],
    ],
  },
  "a stated MTU and default route beside a lease that has others; started again": {
    situation: {
      cards: [["silent"], ["dhcp4", "mtu", "routes"]],
      mtus: { eth1: 1450 },
      networks: [STATED, DHCP(1)],
    },
    ...{ waited: "10.0.1.50", learned: ["10.0.1.254"], acts: ["restart"] },
    expected: ({ mtus, defaults, addresses }) => [
      [mtus["eth1"], 1450],
      [addresses["eth0"], ["192.0.2.10/24"]],
      [defaults[0], "via 10.0.1.1 dev eth1 metric 1024"],
      [withoutMetrics(defaults), ["via 10.0.1.1 dev eth1", "via 192.0.2.1 dev eth0"]],
      [Number(/\d+$/.exec(defaults[1] ?? "")) < 1024, true],
    ],
  },
  "a stated address and a lease on one link; renewed, a cable, a card, started again": {
    situation: { cards: [["dhcp4", "routes", "brief"]], networks: [DHCP(0), STATED] },
    ...{ waited: "192.0.2.10", learned: ["10.0.0.50"], acts: ["renew", "cable:0", "card:0", "restart"] },
    expected: (state) => [
      [addressesOf(state, "eth0"), ["10.0.0.50/24", "192.0.2.10/24"]],
      [bestOf(state), "via 192.0.2.1 dev eth0"],
    ],
  },
  "a lease of an address alone, whose router is outside of it; a cable and a card": {
    situation: { cards: [["dhcp4", "outside"]], networks: [DHCP(0)] },
    ...{ waited: "10.0.0.50", learned: ["10.90.0.1"], acts: ["cable:0", "card:0"] },
    expected: (state) => [
      [addressesOf(state, "eth0"), ["10.0.0.50/32"]],
      [withoutMetrics(state.defaults), ["via 10.90.0.1 dev eth0"]],
    ],
  },
  "a server that is later than the client's patience": {
    situation: { cards: [["dhcp4", "late6"]], networks: [DHCP(0)], clientPatience: 3 },
    waited: "10.0.0.50",
    expected: (state) => [[addressesOf(state, "eth0"), ["10.0.0.50/24"]]],
  },
  "a DHCPv6 server and router that are late; a cable": {
    situation: {
      cards: [["stateful", "late3"]],
      networks: [{ type: "ipv6_dhcpv6-stateful", link: "eth0" }],
    },
    ...{ waited: "2001:db8::50", learned: ["fe80:.*"], acts: ["cable:0"] },
    expected: (state) => [
      [addressesOf(state, "eth0"), ["2001:db8::50/128"]],
      [withoutMetrics(state.defaults), ["via router dev eth0"]],
    ],
  },
  "a cable that is put in later": {
    situation: { cards: [["unplugged", "dhcp4"]], networks: [DHCP(0), STATED] },
    ...{ waited: "10.0.0.50", learned: ["192.0.2.10"], acts: ["plug:0"] },
    expected: (
      state,
      who,
    ) => [[
      addressesOf(state, "eth0"),
      state.reached !== null ? ["10.0.0.50/24", "192.0.2.10/24"] : isDaemon(who) ? [] : ["192.0.2.10/24"],
    ]],
  },
};

/** The default route of IPv4 that the kernel takes. */
function bestOf({ defaults }: State): string | undefined {
  const metric = (route: string) => Number(/\d+$/.exec(route));
  return withoutMetrics([...defaults].sort((a, b) => metric(a) - metric(b)))[0];
}

function assertKept({ later, log, ...first }: Outcome, who: Trier, { acts = [], expected }: LeaseRow): void {
  for (const [index, state] of [first, ...later].entries()) {
    const when = index === 0 ? "the start" : acts[index - 1];
    const pairs = expected(state, who);
    assert.deepEqual(pairs.map(([got]) => got), pairs.map(([, wanted]) => wanted), `after ${when}: ${log}`);
  }
  const last = [first, ...later].at(-1)!;
  assert.notEqual(last.reached, null, log);
  // Without a cable nobody may have looked at the card yet.
  const before = acts.some((act) => act.startsWith("plug")) ? last : first;
  assert.deepEqual(last.acceptRa, before.acceptRa, log);
}

/** Every second row, as modules run side by side. */
export function tryLeases(who: Trier, part: "first" | "second"): void {
  for (const [index, [what, row]] of Object.entries(ROWS).entries()) {
    if ((row.only ?? (() => true))(who) && (index % 2 === 0) === (part === "first")) {
      tryRow(who, what, async () => {
        const { situation, waited, learned = [], acts = [] } = row;
        const outcome = await outcomeOf(situation, {
          ...{ ...who, waited, learned, acts, settle: 1, patience: 15 },
        });
        assertKept(outcome, who, row);
      });
    }
  }
}
