/**
 * What ifup and each DHCP client that it runs make of drives whose servers and routers answer: what the drive means.
 *
 * @module
 */
import assert from "node:assert/strict";
import { outcomeOf } from "./_room.ts";
import type { Client } from "./_row.ts";
import { ASKED, BESIDE6, FALLBACK, HEARD, SERVERS } from "./_situations.ts";
import { tryRow } from "./_tried.ts";

export function tryClient(client: Client): void {
  for (const [what, { situation, addresses, routes }] of Object.entries(ASKED)) {
    tryRow({ stack: "ifupdown", client }, `${what}`, async () => {
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

  tryRow({ stack: "ifupdown", client }, "stated IPv6 and DHCPv6 on one link", async () => {
    const { addresses, log } = await outcomeOf(BESIDE6.answers, {
      ...{ stack: "ifupdown", client, waited: "2001:db8::50", learned: ["2001:db8:5::10"], settle: 1 },
    });
    const got = addresses["eth0"]?.map((address) => address.replace(" dynamic", "")).sort();
    assert.deepEqual(got, ["2001:db8:5::10/64", "2001:db8::50/128"], log);
  });

  for (const lease of ["fallback", "asked"] as const) {
    tryRow(
      { stack: "ifupdown", client },
      `name servers of the drive beside those of a lease: ${lease}`,
      async () => {
        const { servers, log } = await outcomeOf(SERVERS[lease], {
          ...{ stack: "ifupdown", client, waited: "10.0.1.50", settle: 2 },
        });
        assert.equal(servers, "192.0.2.53", log);
      },
    );
  }

  tryRow({ stack: "ifupdown", client }, `a fallback card that a server and a router answer`, async () => {
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

export function tryRouters(): void {
  tryRow({ stack: "ifupdown", client: "dhclient" }, "routers on every cable", async () => {
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
}
