import assert from "node:assert/strict";
import { readDocument } from "../support/documents.ts";

const MAC = "52:54:00:00:00:0a";

/** Ids of links: they name nothing, and are odd where somebody may have meant a path. */
const IDS: Record<string, boolean> = {
  tap3e8b2a41: false,
  "...": false,
  ".x": false,
  "x y": false,
  ".": true,
  "..": true,
  "a/b": true,
  "a\tb": true,
  "a\u007f": true,
  "a\u001f": true,
};

for (const [id, isOdd] of Object.entries(IDS)) {
  Deno.test(`network document: the link id ${JSON.stringify(id)} is ${isOdd ? "odd" : "nothing to talk about"}`, () => {
    const { data, said } = readDocument({ links: [{ id, ethernet_mac_address: MAC }], networks: [] });
    assert.equal(data?.links[0]?.id, id);
    assert.deepEqual(said.map((text) => /is an odd id for a link/.test(text)), isOdd ? [true] : []);
  });
}

Deno.test("network document: a link whose id is empty has none, and is skipped", () => {
  const { data, said } = readDocument({ links: [{ id: "", ethernet_mac_address: MAC }], networks: [] });
  assert.deepEqual([data?.links, said.length], [[], 1]);
  assert.match(said[0]!, /^problem \$\.links\[0\]\.id: .* is missing; the link is skipped\.$/);
});

Deno.test("network document: a bond's ports are ids, and what says nothing is no port", () => {
  const bond = { id: "x", type: "bond", bond_mode: 1, bond_links: ["a", 1, "b", null] };
  const { data, said } = readDocument({ links: [bond], networks: [] });
  const [link] = data!.links;
  assert.deepEqual(link?.kind === "bond" && link.ports, [
    { path: "$.links[0].bond_links[0]", id: "a" },
    { path: "$.links[0].bond_links[2]", id: "b" },
  ]);
  assert.deepEqual(said, [
    "problem $.links[0].bond_links[1]: 1 is not a link's id; it is left out.",
  ]);
});

const SERVICES: Record<string, { services: unknown; servers: string[]; said: string[] }> = {
  "a name server": { services: [{ type: "dns", address: "192.0.2.2" }], servers: ["192.0.2.2"], said: [] },
  "one without a type": { services: [{ address: "192.0.2.2" }], servers: ["192.0.2.2"], said: [] },
  "another service": {
    services: [{ type: "ntp", address: "192.0.2.2" }],
    servers: [],
    said: ['note $.services[0].type: "ntp" is not a service used here; it is ignored.'],
  },
  "one without an address": {
    services: [{ type: "dns" }],
    servers: [],
    said: [],
  },
  "a text": {
    services: ["192.0.2.2"],
    servers: [],
    said: ['problem $.services[0]: "192.0.2.2" is not a service, which is an object; it is skipped.'],
  },
  "no list": {
    services: {},
    servers: [],
    said: ["problem $.services: an object is not a list; it is skipped."],
  },
  "null": { services: null, servers: [], said: [] },
};

for (const [what, { services, servers, said }] of Object.entries(SERVICES)) {
  Deno.test(`network document: services: ${what}`, () => {
    const read = readDocument({ links: [], networks: [], services });
    assert.deepEqual([read.data?.nameServers.map(({ text }) => text), read.said], [servers, said]);
  });
}

const V4 = { link: "a", type: "ipv4", ip_address: "192.0.2.1/24" };

/** A route of a static network, where it leads, and what is said of it. */
const ROUTES: Record<string, { route: object; to?: string; said: string[] }> = {
  "with host bits": {
    route: { network: "10.1.2.3/8", gateway: "192.0.2.9" },
    to: "10.0.0.0/8",
    said: [
      'note .network: "10.1.2.3/8" has host bits beyond its prefix length 8; the route is to 10.0.0.0.',
    ],
  },
  "with a gateway of the other family": {
    route: { network: "10.0.0.0/8", gateway: "2001:db8::9" },
    said: [
      'problem .gateway: the gateway "2001:db8::9" is not of the family of the network "10.0.0.0/8"; ' +
      "the route is skipped.",
    ],
  },
  "without a length": {
    route: { network: "10.0.0.0", gateway: "192.0.2.9" },
    said: ['problem .netmask: the network "10.0.0.0" has no netmask; the route is skipped.'],
  },
  "with a netmask of null": {
    route: { network: "10.0.0.0/8", netmask: null, gateway: "192.0.2.9" },
    to: "10.0.0.0/8",
    said: [],
  },
  "of the other family than the network": {
    route: { network: "::/0", gateway: "fe80::1" },
    to: "::/0",
    said: [],
  },
};

for (const [what, { route, to, said }] of Object.entries(ROUTES)) {
  Deno.test(`network document: a route ${what}`, () => {
    const read = readDocument({ links: [], networks: [{ ...V4, routes: [route] }] });
    const routes = read.data!.networks[0]!.routes.map(({ destination }) =>
      `${destination.ip.text}/${destination.length}`
    );
    assert.deepEqual(routes, to === undefined ? [] : [to]);
    assert.deepEqual(read.said.map((text) => text.replace("$.networks[0].routes[0]", "")), said);
  });
}

/** The network's own gateway stands for a default route, unless there is one of its family. */
const GATEWAYS: readonly [gateway: string, routes: object[], read: string[]][] = [
  ["192.0.2.9", [], ["0.0.0.0/0 via 192.0.2.9"]],
  ["2001:db8::9", [], ["::/0 via 2001:db8::9"]],
  ["192.0.2.9", [{ network: "::/0", gateway: "fe80::1" }], ["::/0 via fe80::1", "0.0.0.0/0 via 192.0.2.9"]],
  ["192.0.2.9", [{ network: "0.0.0.0/0", gateway: "192.0.2.8" }], ["0.0.0.0/0 via 192.0.2.8"]],
];

for (const [gateway, routes, expected] of GATEWAYS) {
  Deno.test(`network document: the gateway ${gateway} beside ${routes.length} routes: ${expected.join(", ")}`, () => {
    const { data } = readDocument({ links: [], networks: [{ ...V4, gateway, routes }] });
    const read = data!.networks[0]!.routes;
    assert.deepEqual(
      read.map(({ destination: { ip, length }, gateway }) => `${ip.text}/${length} via ${gateway.text}`),
      expected,
    );
    assert.equal(
      read.at(-1)?.path,
      routes.length === expected.length ? "$.networks[0].routes[0]" : "$.networks[0].gateway",
    );
  });
}
