/**
 * A root on the network: a connection by a card that an initramfs has set up lives while the stack starts, runs and stops, whatever
 * the drive says of the card. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import { outcomeOf } from "./_room.ts";
import type { RunStack, Situation } from "./_row.ts";

/** The address that the initramfs has set. */
const FOUND = "10.0.0.50/24";

/** Beside a card for which an address is stated. */
const beside = (far: Situation["cards"][number], network: Readonly<Record<string, unknown>>): Situation => ({
  cards: [far, ["silent"]],
  networks: [network, { link: "eth1", type: "ipv4", ip_address: "192.0.2.10/24" }],
});

/** The lease is the one that the initramfs has had. */
const LEASED = beside(["dhcp4"], { link: "eth0", type: "ipv4_dhcp" });

const STATED = beside(["silent"], {
  link: "eth0",
  type: "ipv4",
  ip_address: "10.0.0.77/24",
  routes: [{ network: "0.0.0.0/0", gateway: "10.0.0.1" }],
  services: [{ type: "dns", address: "10.0.0.53" }],
});

/** A question is asked every 20 ms, and a stack that takes a card down does so for as long as it lasts. */
const LIMIT_MS = 700;

const ROWS:
  readonly (readonly [stack: RunStack, what: string, situation: Situation, also: readonly string[]])[] = [
    ["ifupdown", "DHCP", LEASED, []],
    ["ifupdown", "another address", STATED, ["10.0.0.77/24"]],
    ["networkd", "DHCP", LEASED, []],
    ["netplan", "DHCP", LEASED, []],
    ["networkmanager", "another address", STATED, []],
  ];

for (const [stack, what, situation, also] of ROWS) {
  Deno.test(`online: ${stack} keeps a root on the network, the drive says ${what}`, async () => {
    const { held, addresses, servers, problems, log } = await outcomeOf(situation, {
      stack,
      waited: "192.0.2.10",
      settle: situation === LEASED ? 1.5 : 0.2,
      held: true,
    });
    assert.ok(held !== null && held < LIMIT_MS, `the connection was dead for ${held} ms: ${log}`);
    const lasting = addresses["eth0"]!.map((address) => address.replace(" dynamic", ""));
    assert.deepEqual(lasting, [FOUND, ...also]);
    if (situation === STATED) assert.equal(servers, "10.0.0.53");
    assert.match(problems.join("\n"), /eth0 is never taken down/);
  });
}
