/**
 * What every ifup but Debian's makes of a drive, with each DHCP client: ifupdown-ng, busybox's and ifupdown2. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Programs } from "./_ifups.ts";
import { outcomeOf } from "./_room.ts";
import type { Client } from "./_row.ts";
import { LIMIT_MS, MIXED } from "./_situations.ts";

/** ifupdown2 is a program in Python that takes two seconds and more before it does anything. */
const LIMITS_MS = {
  "debian": LIMIT_MS,
  "ifupdown-ng": LIMIT_MS,
  "busybox": LIMIT_MS,
  "ifupdown2": 3 * LIMIT_MS,
};

const PAIRS: Readonly<Record<string, Programs & { readonly client: Client }>> = {
  "busybox's ifup with udhcpc and Debian's script": { ifup: "busybox", client: "udhcpc" },
  "busybox's ifup with udhcpc and a script that is told": { ifup: "busybox", client: "udhcpc", isTold: true },
  "busybox's ifup with dhcpcd": { ifup: "busybox", client: "dhcpcd" },
  "ifupdown-ng with udhcpc and Debian's script": { ifup: "ifupdown-ng", client: "udhcpc" },
  "ifupdown-ng with dhcpcd": { ifup: "ifupdown-ng", client: "dhcpcd" },
  "ifupdown2 with dhcpcd": { ifup: "ifupdown2", client: "dhcpcd" },
};

for (const [pair, { client, ...programs }] of Object.entries(PAIRS)) {
  Deno.test(`online: ${pair}`, async () => {
    const { addresses, log, ...outcome } = await outcomeOf(MIXED, {
      ...{ stack: "ifupdown", client, programs, waited: "192.0.2.10", settle: 3 },
    });
    assert.equal(outcome.status, 0, log);
    assert.ok(
      outcome.reached !== null && outcome.reached < LIMITS_MS[programs.ifup],
      `after ${outcome.reached} ms: ${log}`,
    );
    const held = Object.entries(addresses).map(([name, all]) =>
      [name, all.map((address) => address.replace(" dynamic", "")).sort()] as const
    );
    assert.deepEqual(Object.fromEntries(held), {
      lo: [],
      eth0: ["192.0.2.10/24", "198.51.100.10/24", "2001:db8:5::10/64"],
      eth1: ["10.0.1.50/24", "2001:db8:1:0:5054:ff:fe00:b/64"],
      eth2: [],
      eth3: [],
      eth4: ["10.0.4.50/24"],
      br0: ["2001:db8:2:0:5054:ff:fe00:20/64", "203.0.113.10/24"],
    }, log);
    assert.deepEqual(outcome.routes, ["10.9.0.0/16 via 10.0.1.254 dev eth1"], log);
    const defaults = outcome.defaults.filter((route) => /^via [\d.]+ /.test(route));
    const isTold = client !== "udhcpc" || programs.isTold === true;
    assert.equal(defaults.length, isTold ? 3 : 1, `${defaults.join("\n")}\n${log}`);
    assert.ok(defaults.includes("via 192.0.2.1 dev eth0 metric 0"), defaults.join("\n"));
    assert.equal(outcome.acceptRa["eth0"], 0);
    assert.equal(outcome.servers === "192.0.2.53", isTold, outcome.servers);
    assert.equal(
      outcome.problems.some((problem) => problem.includes("udhcpc writes the name servers")),
      !isTold,
    );
  });
}
