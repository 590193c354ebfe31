/**
 * What daemons make of drives whose servers and routers are silent: what is stated is there at once and the machine online,
 * whoever else answers, and nothing learned takes its place. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import { outcomeOf } from "./_room.ts";
import type { RunStack, Situation } from "./_row.ts";
import {
  ALONE6,
  BESIDE4,
  DHCP6,
  FALLBACK,
  HEARD,
  LIMIT_MS,
  ROUTED,
  SERVERS,
  SILENT,
  SILENT4,
  SILENT6,
} from "./_situations.ts";

const DAEMONS: readonly RunStack[] = ["networkd", "netplan", "networkmanager"];

/** Each stated address and the situation that it is in. */
const STATED: Readonly<Record<string, { situation: Situation; waited: string }>> = {
  "five cards that nobody answers": { situation: SILENT, waited: "192.0.2.10" },
  "five cards that nobody answers and that are left alone": {
    situation: { ...SILENT, dhcpFallback: false },
    waited: "192.0.2.10",
  },
  "DHCPv6 that nobody answers on the same link": {
    situation: SILENT6["on the same link"],
    waited: "192.0.2.10",
  },
  "DHCPv6 that nobody answers on a link before it": {
    situation: SILENT6["on a link before it"],
    waited: "192.0.2.10",
  },
  "DHCPv4 that nobody answers on the same link": { situation: BESIDE4.IPv4, waited: "192.0.2.10" },
  "IPv6, and DHCPv4 that nobody answers on the same link": {
    situation: BESIDE4.IPv6,
    waited: "2001:db8:5::10",
  },
  "DHCPv4 that nobody answers on links before it": { situation: SILENT4, waited: "192.0.2.10" },
  "IPv6 alone and no router": { situation: ALONE6, waited: "2001:db8:5::10" },
};

function lasting(address: string): string {
  return address.replace(" dynamic", "");
}

for (const stack of DAEMONS) {
  for (const [what, { situation, waited }] of Object.entries(STATED)) {
    Deno.test(`online: ${stack}, ${what}`, async () => {
      const { reached, online, status, log } = await outcomeOf(situation, { stack, waited });
      assert.equal(status, 0, log);
      assert.ok(reached !== null && reached < LIMIT_MS, `${waited} after ${reached} ms: ${log}`);
      assert.ok(online !== null && online < LIMIT_MS, `online after ${online} ms: ${log}`);
    });
  }

  Deno.test(`online: ${stack}, routers on every cable`, async () => {
    const { addresses, defaults, log } = await outcomeOf(HEARD, {
      ...{ stack, waited: "192.0.2.10", learned: ["2001:db8:1:0:5054:ff:fe00:b"], settle: 2 },
    });
    assert.deepEqual([addresses["eth0"], addresses["eth1"]?.map(lasting)], [
      ["192.0.2.10/24", "2001:db8:5::10/64"],
      ["198.51.100.10/24", "2001:db8:1:0:5054:ff:fe00:b/64"],
    ], log);
    const ways = defaults.filter((route) => !route.includes(" dev eth2 "));
    assert.deepEqual(ways.map((route) => route.replace(/ metric .*/, "")), [
      "via 192.0.2.1 dev eth0",
      "via 2001:db8:5::1 dev eth0",
      "via router dev eth1",
    ], log);
    const [, stated, learned] = ways.map((route) => Number(/\d+$/.exec(route)));
    assert.ok(stated! < learned!, `the router's default route beats the drive's: ${ways}`);
  });

  Deno.test(`online: ${stack}, a router that stated IPv6 leaves the network by`, async () => {
    const { addresses, defaults, log } = await outcomeOf(ROUTED, {
      ...{ stack, waited: "2001:db8:5::10", learned: ["2001:db8::5054:ff:fe00:a"], settle: 1 },
    });
    assert.deepEqual(addresses["eth0"]?.map(lasting).sort(), [
      "2001:db8:5::10/64",
      "2001:db8::5054:ff:fe00:a/64",
    ], log);
    assert.deepEqual(defaults.map((route) => route.replace(/ metric .*/, "")), ["via router dev eth0"], log);
  });

  Deno.test(`online: ${stack}, a fallback card that a server and a router answer`, async () => {
    const { addresses, defaults, log } = await outcomeOf(FALLBACK, {
      ...{ stack, waited: "10.0.1.50", learned: ["2001:db8:1:0:5054:ff:fe00:b"], settle: 1 },
    });
    assert.deepEqual(
      addresses["eth1"]?.map(lasting),
      ["10.0.1.50/24", "2001:db8:1:0:5054:ff:fe00:b/64"],
      log,
    );
    assert.ok(defaults.includes("via 10.0.1.1 dev eth1 metric 2048"), defaults.join("\n"));
  });
}

for (const [family, waited] of Object.entries({ ipv4: "192.0.2.10", ipv6: "2001:db8:5::10" } as const)) {
  Deno.test(`online: networkmanager, name servers for stated ${family} alone`, async () => {
    const situation = SERVERS[family as "ipv4" | "ipv6"];
    const learned = situation.dns!;
    const { servers, log } = await outcomeOf(situation, { stack: "networkmanager", waited, learned });
    assert.equal(servers, learned[0], log);
  });
}

/** Whether each stack gets an address of a DHCPv6 server where no router announces itself; netplan says that it does not. */
const WITHOUT_ROUTER: Readonly<Record<string, string | undefined>> = {
  networkd: undefined,
  networkmanager: undefined,
  netplan: "netplan has DHCPv6 begin when a router announces itself",
};

for (const [stack, said] of Object.entries(WITHOUT_ROUTER)) {
  Deno.test(`online: ${stack}, DHCPv6 and no router`, async () => {
    const { addresses, problems, log } = await outcomeOf(DHCP6, {
      stack: stack as RunStack,
      waited: "2001:db8::50",
      patience: said === undefined ? 10 : 1,
    });
    assert.deepEqual(addresses["eth0"], said === undefined ? ["2001:db8::50/128 dynamic"] : [], log);
    assert.equal(problems.some((problem) => problem.includes(said ?? "DHCPv6")), said !== undefined);
  });
}
