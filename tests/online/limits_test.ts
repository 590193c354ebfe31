/**
 * What has a limit in time: what is stated is there within seconds and the machine online, whoever is silent. These rows run one
 * after the other, and nothing beside them. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type Outcome, outcomeOf } from "./_room.ts";
import type { Client, RunStack, Situation } from "./_row.ts";
import { ALONE6, BESIDE4, LIMIT_MS, ROUTED, SILENT, SILENT4, SILENT6 } from "./_situations.ts";
import { tryRow } from "./_tried.ts";

const DAEMONS: readonly RunStack[] = ["networkd", "netplan", "networkmanager"];
const CLIENTS: readonly Client[] = ["dhclient", "dhcpcd"];
const ADDRESS = "192.0.2.10";
const ADDRESS6 = "2001:db8:5::10";

/** Each stated address and the situation that it is in. */
const STATED: Readonly<Record<string, { situation: Situation; waited: string }>> = {
  "five cards that nobody answers": { situation: SILENT, waited: ADDRESS },
  "five cards that nobody answers and that are left alone": {
    situation: { ...SILENT, dhcpFallback: false },
    waited: ADDRESS,
  },
  "DHCPv6 that nobody answers on the same link": { situation: SILENT6["on the same link"], waited: ADDRESS },
  "DHCPv6 that nobody answers on a link before it": {
    situation: SILENT6["on a link before it"],
    waited: ADDRESS,
  },
  "DHCPv4 that nobody answers on the same link": { situation: BESIDE4.IPv4, waited: ADDRESS },
  "IPv6, and DHCPv4 that nobody answers on the same link": { situation: BESIDE4.IPv6, waited: ADDRESS6 },
  "DHCPv4 that nobody answers on links before it": { situation: SILENT4, waited: ADDRESS },
  "IPv6 alone and no router": { situation: ALONE6, waited: ADDRESS6 },
};

/** Where ifup ends at once, as nobody is waited for. */
const UNWAITED = [
  "five cards that nobody answers",
  "DHCPv6 that nobody answers on the same link",
  "DHCPv6 that nobody answers on a link before it",
];

function assertReached({ reached, log }: Outcome, address: string): void {
  assert.ok(reached !== null && reached < LIMIT_MS, `${address} after ${reached} ms: ${log}`);
}

function assertOnline({ online, status, log }: Outcome): void {
  assert.equal(status, 0, log);
  assert.ok(online !== null && online < LIMIT_MS, `online after ${online} ms: ${log}`);
}

for (const stack of DAEMONS) {
  for (const [what, { situation, waited }] of Object.entries(STATED)) {
    tryRow({ stack }, what, async () => {
      const outcome = await outcomeOf(situation, { stack, waited });
      assertReached(outcome, waited);
      assertOnline(outcome);
      return { reached: outcome.reached, online: outcome.online };
    });
  }
}

for (const client of CLIENTS) {
  const who = { stack: "ifupdown", client } as const;
  for (const what of UNWAITED) {
    const { situation, waited } = STATED[what]!;
    tryRow(who, what, async () => {
      const outcome = await outcomeOf(situation, { ...who, waited });
      assertReached(outcome, waited);
      assertOnline(outcome);
      return { reached: outcome.reached, online: outcome.online };
    });
  }

  tryRow(who, "DHCPv4 that nobody answers on other links", async () => {
    const outcome = await outcomeOf(SILENT4, { ...who, waited: ADDRESS, patience: 4 });
    assertReached(outcome, ADDRESS);
    assert.deepEqual(outcome.addresses["eth1"], ["2001:db8:5::11/64"], outcome.log);
    return { reached: outcome.reached };
  });

  tryRow(who, "a router that stated IPv6 leaves the network by", async () => {
    const outcome = await outcomeOf(ROUTED, {
      ...{ ...who, waited: ADDRESS6, learned: ["2001:db8::5054:ff:fe00:a"], settle: 1 },
    });
    assertReached(outcome, ADDRESS6);
    assert.ok(outcome.addresses["eth0"]?.includes(`${ADDRESS6}/64`), outcome.log);
    const ways = outcome.defaults.map((route) => route.replace(/ metric .*/, ""));
    assert.deepEqual(ways, ["via router dev eth0"], outcome.log);
    return { reached: outcome.reached };
  });
}
