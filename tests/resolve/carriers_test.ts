import assert from "node:assert/strict";
import { withCarriers } from "../../lib/resolve/carriers.ts";
import type { Resolution } from "../../lib/resolve/resolve.ts";
import { physical } from "../networks.ts";

const FALLBACK = { dhcp4: true, fallback: true } as const;

/** Three interfaces: before the wait eth0 and eth1 had no carrier, and of eth2 nothing was known. */
const RESOLUTION: Resolution = {
  config: {
    links: [
      physical("eth0", "52:54:00:00:00:00", { ...FALLBACK, carrier: false }),
      physical("eth1", "52:54:00:00:00:01", { ...FALLBACK, carrier: false }),
      physical("eth2", "52:54:00:00:00:02", FALLBACK),
    ],
  },
  selected: undefined,
  matches: ["eth0", "eth1", "eth2"].map((name, index) => ({
    device: {
      name,
      mac: `52:54:00:00:00:0${index}`,
      infiniband: false,
      hasPermanentMac: true,
      carrier: index === 2 ? undefined : false,
    },
    links: [],
    claimedBy: undefined,
  })),
  problems: [],
};

Deno.test("carriers: a link says that it has none, and nothing else", () => {
  const { config, matches } = withCarriers(
    RESOLUTION,
    new Map([["eth0", true], ["eth1", undefined], ["eth2", false]]),
  );
  assert.deepEqual(config.links.map(({ name, carrier }) => [name, carrier]), [
    ["eth0", undefined],
    ["eth1", undefined],
    ["eth2", false],
  ]);
  const carriers = [true, undefined, false];
  assert.deepEqual(
    matches,
    RESOLUTION.matches.map((match, index) => ({
      ...match,
      device: { ...match.device, carrier: carriers[index] },
    })),
  );
  assert.ok(!("carrier" in config.links[0]!));
});

Deno.test("carriers: what was not waited for stays as it was", () => {
  assert.deepEqual(withCarriers(RESOLUTION, new Map()), RESOLUTION);
});
