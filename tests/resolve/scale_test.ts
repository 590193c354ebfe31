import assert from "node:assert/strict";
import type { NetworkData } from "../../lib/config_drive/network_data.ts";
import { type Ip, parseIp } from "../../lib/ip.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { type Resolution, resolve } from "../../lib/resolve/resolve.ts";
import { nic } from "../support/documents.ts";

const NO_NETWORK: NetworkData = { links: [], networks: [], nameServers: [], searchDomains: [] };

const MAC = "52:54:00:00:00:01";
const COUNT = 30_000;

/** What grows with the square of the input takes minutes for it, what grows with the input a tenth of this. */
const MOST_MS = 6000;

const PHYSICAL = { kind: "physical", type: "phy", name: undefined, mac: MAC, mtu: 1500 } as const;

function resolveData(data: Partial<NetworkData>): Resolution {
  const options = { file: "f", dhcpFallback: true, dns: true, only: undefined, claims: [] };
  return resolve({ ...NO_NETWORK, ...data }, [nic("eth0", MAC)], options);
}

function address(network: number, index: number): Ip {
  return parseIp(`${network}.${index >> 16}.${(index >> 8) & 255}.${index & 255}`)!;
}

function inTime(body: () => void): void {
  const start = performance.now();
  body();
  const took = performance.now() - start;
  assert.ok(took < MOST_MS, `it took ${took} ms`);
}

Deno.test("scale: more links mean one interface than a call can have arguments", () => {
  const links = Array.from({ length: 200_000 }, (_, id) => ({ ...PHYSICAL, path: `$[${id}]`, id: `${id}` }));
  const { config } = resolveData({ links });
  assert.deepEqual(config.links.map(({ name, mtu }) => [name, mtu]), [["eth0", 1500]]);
});

/** An address and a route for each network, no gateway in any address's prefix. */
function crowdedLink(): Partial<NetworkData> {
  const networks = Array.from({ length: COUNT }, (_, index) => ({
    path: `$[${index}]`,
    link: "a",
    method: "static" as const,
    address: { ip: address(10, index + 1), length: 32 },
    routes: [{
      path: "",
      destination: { ip: address(11, index), length: 32 },
      gateway: address(12, 1),
      metric: undefined,
    }],
    nameServers: [],
    searchDomains: [],
  }));
  return { links: [{ ...PHYSICAL, path: "$[0]", id: "a" }], networks };
}

Deno.test("scale: a link with very many addresses and routes is resolved and rendered in time", () => {
  inTime(() => {
    const { config } = resolveData(crowdedLink());
    assert.equal(config.links[0]!.routes.length, COUNT);
    assert.ok(config.links[0]!.routes.every(({ onLink }) => onLink));
  });
  const { config } = resolveData(crowdedLink());
  const target = { foreignInterfaces: undefined, hasResolvconf: true };
  for (const { code } of STACKS) inTime(() => void code().render(config, target));
});
