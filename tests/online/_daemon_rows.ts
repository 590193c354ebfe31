/**
 * What a daemon makes of drives whose servers and routers answer: nothing learned takes the place of what is stated.
 *
 * @module
 */
import assert from "node:assert/strict";
import { outcomeOf } from "./_room.ts";
import { DHCP6, FALLBACK, HEARD, ROUTED, SERVERS } from "./_situations.ts";
import { tryRow } from "./_tried.ts";

export type Daemon = "networkd" | "netplan" | "networkmanager";

function lasting(address: string): string {
  return address.replace(" dynamic", "");
}

/** Whether each stack gets an address of a DHCPv6 server where no router announces itself; netplan says that it does not. */
const WITHOUT_ROUTER: Readonly<Record<Daemon, string | undefined>> = {
  networkd: undefined,
  networkmanager: undefined,
  netplan: "netplan has DHCPv6 begin when a router announces itself",
};

export function tryDaemon(stack: Daemon): void {
  tryRow({ stack }, "routers on every cable", async () => {
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

  tryRow({ stack }, "a router that stated IPv6 leaves the network by", async () => {
    const { addresses, defaults, log } = await outcomeOf(ROUTED, {
      ...{ stack, waited: "2001:db8:5::10", learned: ["2001:db8::5054:ff:fe00:a"], settle: 1 },
    });
    assert.deepEqual(addresses["eth0"]?.map(lasting).sort(), [
      "2001:db8:5::10/64",
      "2001:db8::5054:ff:fe00:a/64",
    ], log);
    assert.deepEqual(defaults.map((route) => route.replace(/ metric .*/, "")), ["via router dev eth0"], log);
  });

  tryRow({ stack }, "a fallback card that a server and a router answer", async () => {
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

  const said = WITHOUT_ROUTER[stack];
  tryRow({ stack }, "DHCPv6 and no router", async () => {
    const { addresses, problems, log } = await outcomeOf(DHCP6, {
      stack,
      waited: "2001:db8::50",
      patience: said === undefined ? 10 : 1,
    });
    assert.deepEqual(addresses["eth0"], said === undefined ? ["2001:db8::50/128 dynamic"] : [], log);
    assert.equal(problems.some((problem) => problem.includes(said ?? "DHCPv6")), said !== undefined);
  });
}

export function tryNameServers(): void {
  for (const [family, waited] of Object.entries({ ipv4: "192.0.2.10", ipv6: "2001:db8:5::10" } as const)) {
    tryRow({ stack: "networkmanager" }, `name servers for stated ${family} alone`, async () => {
      const situation = SERVERS[family as "ipv4" | "ipv6"];
      const learned = situation.dns!;
      const { servers, log } = await outcomeOf(situation, { stack: "networkmanager", waited, learned });
      assert.equal(servers, learned[0], log);
    });
  }
}
