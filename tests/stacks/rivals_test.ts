import assert from "node:assert/strict";
import { hasRivalOfAdvertisements } from "../../lib/stacks/_rivals.ts";
import { physical, route } from "../networks.ts";

/** Routes of a link, and whether one of them is no better than what a router announces. */
const ROWS:
  readonly (readonly [destination: string, gateway: string, metric: number | undefined, isRival: boolean])[] =
    [
      ["::/0", "fe80::1", undefined, true],
      ["::/0", "fe80::1", 1024, true],
      ["::/0", "fe80::1", 2000, true],
      ["::/0", "fe80::1", 1023, false],
      ["::/0", "fe80::1", 0, false],
      ["2001:db8::/32", "fe80::1", undefined, false],
      ["::/1", "fe80::1", 2000, false],
      ["0.0.0.0/0", "192.0.2.1", undefined, false],
      ["0.0.0.0/0", "192.0.2.1", 2000, false],
    ];

for (const [destination, gateway, metric, isRival] of ROWS) {
  Deno.test(`rivals: ${destination} with metric ${metric} is ${isRival ? "one" : "none"}`, () => {
    const routes = [route(destination, gateway, metric === undefined ? {} : { metric })];
    const links = [physical("eth0", "52:54:00:00:00:0a"), physical("eth1", "52:54:00:00:00:0b", { routes })];
    assert.equal(hasRivalOfAdvertisements({ links }), isRival);
  });
}

Deno.test("rivals: one of several routes is enough", () => {
  const routes = [route("::/0", "fe80::1"), route("2001:db8::/32", "fe80::1")];
  const links = [physical("eth0", "52:54:00:00:00:0a", { routes })];
  assert.deepEqual([hasRivalOfAdvertisements({ links }), hasRivalOfAdvertisements({ links: [] })], [
    true,
    false,
  ]);
});
