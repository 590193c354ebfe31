/**
 * What ifup and each DHCP client that it runs make of drives: what is stated is there at once, whoever is silent, and what
 * is asked for is what the drive means. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import { outcomeOf } from "./_room.ts";
import type { Client, Situation } from "./_row.ts";
import {
  ASKED,
  BESIDE6,
  FALLBACK,
  HEARD,
  LIMIT_MS,
  ROUTED,
  SERVERS,
  SILENT,
  SILENT4,
  SILENT6,
} from "./_situations.ts";

const CLIENTS: readonly Client[] = ["dhclient", "dhcpcd"];

/** Where ifup ends at once, as nobody is waited for. */
const UNWAITED: Readonly<Record<string, Situation>> = {
  "five cards that nobody answers": SILENT,
  ...Object.fromEntries(
    Object.entries(SILENT6).map(([what, situation]) => [`DHCPv6 that nobody answers ${what}`, situation]),
  ),
};

for (const client of CLIENTS) {
  for (const [what, situation] of Object.entries(UNWAITED)) {
    Deno.test(`online: ifupdown with ${client}, ${what}`, async () => {
      const { reached, online, status, log } = await outcomeOf(situation, {
        ...{ stack: "ifupdown", client, waited: "192.0.2.10" },
      });
      assert.equal(status, 0, log);
      assert.ok(reached !== null && reached < LIMIT_MS, `192.0.2.10 after ${reached} ms: ${log}`);
      assert.ok(online !== null && online < LIMIT_MS, `online after ${online} ms: ${log}`);
    });
  }

  Deno.test(`online: ifupdown with ${client}, DHCPv4 that nobody answers on other links`, async () => {
    const { reached, addresses, log } = await outcomeOf(SILENT4, {
      ...{ stack: "ifupdown", client, waited: "192.0.2.10", patience: 4 },
    });
    assert.ok(reached !== null && reached < LIMIT_MS, `192.0.2.10 after ${reached} ms: ${log}`);
    assert.deepEqual(addresses["eth1"], ["2001:db8:5::11/64"], log);
  });

  for (const [what, { situation, addresses, routes }] of Object.entries(ASKED)) {
    Deno.test(`online: ifupdown with ${client}, ${what}`, async () => {
      const hosts = addresses.map((address) => address.split("/")[0]!);
      const gateways = routes.map((route) => /via ([\da-f.:]+) dev/.exec(route)?.[1] ?? []).flat();
      const outcome = await outcomeOf(situation, {
        ...{ stack: "ifupdown", client, waited: hosts.at(-1)!, learned: [...hosts, ...gateways], settle: 1 },
      });
      const got = outcome.addresses["eth0"]!.map((address) => address.replace(" dynamic", ""));
      const ways = [...outcome.routes, ...outcome.defaults.map((route) => route.replace(/ metric .*/, ""))];
      assert.deepEqual([got, ways, outcome.status], [addresses, routes, 0], outcome.log);
    });
  }

  Deno.test(`online: ifupdown with ${client}, stated IPv6 and DHCPv6 on one link`, async () => {
    const { addresses, log } = await outcomeOf(BESIDE6.answers, {
      ...{ stack: "ifupdown", client, waited: "2001:db8::50", settle: 1 },
    });
    const got = addresses["eth0"]?.map((address) => address.replace(" dynamic", "")).sort();
    assert.deepEqual(got, ["2001:db8:5::10/64", "2001:db8::50/128"], log);
  });

  for (const lease of ["fallback", "asked"] as const) {
    Deno.test(`online: ifupdown with ${client}, name servers of the drive beside those of a lease: ${lease}`, async () => {
      const { servers, log } = await outcomeOf(SERVERS[lease], {
        ...{ stack: "ifupdown", client, waited: "10.0.1.50", settle: 2 },
      });
      assert.equal(servers, "192.0.2.53", log);
    });
  }

  Deno.test(`online: ifupdown with ${client}, a fallback card that a server and a router answer`, async () => {
    const { addresses, defaults, log } = await outcomeOf(FALLBACK, {
      ...{
        ...{ stack: "ifupdown", client, waited: "10.0.1.50" },
        ...{ learned: ["2001:db8:1:0:5054:ff:fe00:b"], settle: 1 },
      },
    });
    const got = addresses["eth1"]!.map((address) => address.replace(" dynamic", ""));
    assert.deepEqual(got, ["10.0.1.50/24", "2001:db8:1:0:5054:ff:fe00:b/64"], log);
    assert.ok(defaults.includes("via 10.0.1.1 dev eth1 metric 2048"), defaults.join("\n"));
  });
}

Deno.test("online: ifupdown, routers on every cable", async () => {
  const { addresses, acceptRa, defaults, log } = await outcomeOf(HEARD, {
    ...{ stack: "ifupdown", waited: "192.0.2.10", learned: ["2001:db8:1:0:5054:ff:fe00:b"], settle: 2 },
  });
  assert.deepEqual([addresses["eth0"], addresses["eth1"]], [
    ["192.0.2.10/24", "2001:db8:5::10/64"],
    ["198.51.100.10/24", "2001:db8:1:0:5054:ff:fe00:b/64 dynamic"],
  ], log);
  const ways = defaults.filter((route) => /^via .*:| router /.test(route) && !route.includes("eth2"));
  assert.deepEqual(ways.map((route) => route.replace(/ metric .*/, "")), [
    "via 2001:db8:5::1 dev eth0",
    "via router dev eth1",
  ], log);
  const [stated, learned] = ways.map((route) => Number(/\d+$/.exec(route)));
  assert.ok(stated! < learned!, `the router's default route beats the drive's: ${ways}`);
  assert.equal(acceptRa["eth0"], 0);
});

Deno.test("online: ifupdown, a router that stated IPv6 leaves the network by", async () => {
  const { reached, addresses, defaults, log } = await outcomeOf(ROUTED, {
    ...{ stack: "ifupdown", waited: "2001:db8:5::10", learned: ["2001:db8::5054:ff:fe00:a"], settle: 1 },
  });
  assert.ok(reached !== null && reached < LIMIT_MS, `2001:db8:5::10 after ${reached} ms: ${log}`);
  assert.ok(addresses["eth0"]?.includes("2001:db8:5::10/64"), log);
  assert.deepEqual(defaults.map((route) => route.replace(/ metric .*/, "")), ["via router dev eth0"], log);
});
