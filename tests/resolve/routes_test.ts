import assert from "node:assert/strict";
import { prefixText } from "../../lib/ip.ts";
import type { Link } from "../../lib/network.ts";
import { dhcp, nic, phy, resolveDocument, v4, v6 } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const THREE = [nic("eth0", A), nic("eth1", B), nic("eth2", C)];
const LINKS = [phy("a", A), phy("b", B), phy("c", C)];

/** `DESTINATION via GATEWAY`, with what else is said of it. */
function routesOf(link: Link | undefined): string[] {
  return (link?.routes ?? []).map(({ destination, gateway, onLink, metric }) =>
    [
      `${prefixText(destination)} via ${gateway.text}`,
      ...(onLink ? ["onlink"] : []),
      ...(metric === undefined ? [] : [`metric ${metric}`]),
    ].join(" ")
  );
}

const to = (network: string, gateway: string) => ({ network, gateway });

/** Networks of `a`, eth0; the routes that it gets; what is reported. */
const ROWS: Record<string, { networks: object[]; routes: string[]; said?: string[] }> = {
  "a gateway within the prefix": {
    networks: [v4("a", "192.0.2.5/24", "192.0.2.1")],
    routes: ["0.0.0.0/0 via 192.0.2.1"],
  },
  "a gateway outside the prefix": {
    networks: [v4("a", "192.0.2.5/32", "198.51.100.1")],
    routes: ["0.0.0.0/0 via 198.51.100.1 onlink"],
  },
  "a gateway of a DHCP network": {
    networks: [dhcp("a", { routes: [to("10.0.0.0/8", "192.0.2.1")] })],
    routes: ["10.0.0.0/8 via 192.0.2.1 onlink"],
  },
  "a gateway of a DHCP network in a static prefix of the link": {
    networks: [v4("a", "192.0.2.5/24"), dhcp("a", { routes: [to("10.0.0.0/8", "192.0.2.1")] })],
    routes: ["10.0.0.0/8 via 192.0.2.1 onlink"],
  },
  "a gateway of IPv6 in a static prefix, beside DHCP": {
    networks: [v6("a", "2001:db8::5/64", "2001:db8::1"), dhcp("a")],
    routes: ["::/0 via 2001:db8::1"],
  },
  "a gateway in the prefix of another link": {
    networks: [v4("a", "192.0.2.5/24", "198.51.100.1"), v4("b", "198.51.100.5/24")],
    routes: ["0.0.0.0/0 via 198.51.100.1 onlink"],
  },
  "a link-local gateway": { networks: [v6("a", "2001:db8::5/64", "fe80::1")], routes: ["::/0 via fe80::1"] },
  "a gateway that is the link's own address": {
    networks: [v4("a", "192.0.2.1/24", "192.0.2.1"), v6("a", "2001:db8::10/64", "2001:db8::1")],
    routes: ["::/0 via 2001:db8::1"],
    said: [
      'problem $.networks[0].routes[0]: the gateway "192.0.2.1" is an address of this machine; ' +
      "the route is left out.",
    ],
  },
  "a gateway that is another link's own address": {
    networks: [
      {
        ...v4("a", "192.0.2.5/24"),
        routes: [to("10.0.0.0/8", "192.0.2.9"), to("10.0.0.0/8", "198.51.100.5")],
      },
      v4("b", "198.51.100.5/24"),
    ],
    routes: ["10.0.0.0/8 via 192.0.2.9"],
    said: [
      'problem $.networks[0].routes[1]: the gateway "198.51.100.5" is an address of this machine; ' +
      "the route is left out.",
    ],
  },
  "a gateway that is the broadcast address": {
    networks: [v4("a", "192.0.2.5/24", "192.0.2.255")],
    routes: [],
    said: [
      'problem $.networks[0].routes[0]: the gateway "192.0.2.255" is the broadcast address of its link; ' +
      "the route is left out.",
    ],
  },
  "a gateway that is the other address of a pair": {
    networks: [v4("a", "192.0.2.4/31", "192.0.2.5")],
    routes: ["0.0.0.0/0 via 192.0.2.5"],
  },
  "two routes to one destination": {
    networks: [{
      ...v4("a", "192.0.2.5/24"),
      routes: [to("10.0.0.0/8", "192.0.2.1"), to("10.0.0.0/8", "192.0.2.2")],
    }],
    routes: ["10.0.0.0/8 via 192.0.2.1 metric 100", "10.0.0.0/8 via 192.0.2.2 metric 200"],
    said: [
      "note $.networks[0].routes[0]: there are 2 routes to 10.0.0.0/8; this one gets the metric 100.",
      "note $.networks[0].routes[1]: there are 2 routes to 10.0.0.0/8; this one gets the metric 200.",
    ],
  },
  "one route twice, with two metrics": {
    networks: [{
      ...v4("a", "192.0.2.5/24"),
      routes: [{ ...to("10.0.0.0/8", "192.0.2.1"), metric: 50 }, {
        ...to("10.0.0.0/8", "192.0.2.1"),
        metric: 60,
      }],
    }],
    routes: ["10.0.0.0/8 via 192.0.2.1 metric 50"],
  },
  "one route twice": {
    networks: [
      v4("a", "192.0.2.5/24", "192.0.2.1"),
      v4("a", "192.0.2.6/24", "192.0.2.1"),
    ],
    routes: ["0.0.0.0/0 via 192.0.2.1"],
  },
};

for (const [title, { networks, routes, said = [] }] of Object.entries(ROWS)) {
  Deno.test(`resolve: ${title}`, () => {
    const result = resolveDocument({ links: LINKS, networks }, THREE, { dhcpFallback: false });
    assert.deepEqual([routesOf(result.links.get("eth0")), result.said], [routes, said]);
  });
}

Deno.test("resolve: a link that loses its IPv6 default route hears routers, and the other family keeps its own", () => {
  const { links } = resolveDocument({
    links: LINKS,
    networks: [
      v4("a", "192.0.2.10/24", "192.0.2.1"),
      v6("a", "2001:db8::1/64", "2001:db8::1"),
      v4("b", "10.0.0.1/8"),
    ],
  }, THREE);
  const eth0 = links.get("eth0")!;
  assert.deepEqual([routesOf(eth0), eth0.routerAdvertisements], [["0.0.0.0/0 via 192.0.2.1"], "default"]);
  assert.deepEqual(eth0.addresses.map(prefixText), ["192.0.2.10/24", "2001:db8::1/64"]);
});

Deno.test("resolve: of two default routes the first network's has the lesser metric, and DHCP's give way to both", () => {
  const { links, said } = resolveDocument({
    links: LINKS,
    networks: [v4("b", "192.0.2.5/24", "192.0.2.1"), v4("a", "198.51.100.5/24", "198.51.100.1"), dhcp("c")],
  }, [...THREE, nic("eth3", "52:54:00:00:00:0d")]);
  assert.deepEqual(routesOf(links.get("eth1")), ["0.0.0.0/0 via 192.0.2.1 metric 100"]);
  assert.deepEqual(routesOf(links.get("eth0")), ["0.0.0.0/0 via 198.51.100.1 metric 200"]);
  assert.deepEqual([links.get("eth2")?.learnedMetric, links.get("eth3")?.learnedMetric], [1024, 2048]);
  assert.equal(said.length, 2);
});

const said = (network: object, metric: number) => {
  const { routes, ...rest } = network as { routes: object[] };
  return { ...rest, routes: routes.map((route) => ({ ...route, metric })) };
};

Deno.test("resolve: metrics of the drive are taken, and others go round them", () => {
  const networks = [
    v4("a", "192.0.2.5/24", "192.0.2.1"),
    said(v4("b", "198.51.100.5/24", "198.51.100.1"), 100),
    said(v4("c", "203.0.113.5/24", "203.0.113.1"), 100),
  ];
  const resolved = resolveDocument({ links: LINKS, networks }, THREE);
  assert.deepEqual([...resolved.links.values()].flatMap(routesOf), [
    "0.0.0.0/0 via 192.0.2.1 metric 101",
    "0.0.0.0/0 via 198.51.100.1 metric 100",
    "0.0.0.0/0 via 203.0.113.1 metric 300",
  ]);
  assert.deepEqual(resolved.said, [
    "note $.networks[0].routes[0]: there are 3 default routes of IPv4; this one gets the metric 101.",
    "note $.networks[2].routes[0]: there are 3 default routes of IPv4; this one gets the metric 300.",
  ]);
});

Deno.test("resolve: what is learned gives way to a metric of the drive, however bad that is", () => {
  const networks = [said(v4("a", "192.0.2.5/24", "192.0.2.1"), 5000), dhcp("b")];
  const { links, said: messages } = resolveDocument({ links: LINKS.slice(0, 2), networks }, THREE);
  assert.deepEqual(routesOf(links.get("eth0")), ["0.0.0.0/0 via 192.0.2.1 metric 5000"]);
  assert.deepEqual([links.get("eth1")?.learnedMetric, links.get("eth2")?.learnedMetric], [5100, 5200]);
  assert.deepEqual(messages, []);
});

Deno.test("resolve: a default route of the drive is better than what routers on its own link announce", () => {
  const networks = [{ link: "a", type: "ipv6_dhcp", routes: [to("::/0", "2001:db8::1")] }];
  const { links } = resolveDocument({ links: LINKS.slice(0, 1), networks }, THREE.slice(0, 1));
  assert.deepEqual(routesOf(links.get("eth0")), ["::/0 via 2001:db8::1 onlink metric 100"]);
  assert.equal(links.get("eth0")?.routerAdvertisements, "accept");
});

const OTHERS: Record<string, { other: object[]; metric: number | undefined }> = {
  "nothing": { other: [], metric: undefined },
  "a static IPv4 address, where routers may announce themselves": {
    other: [v4("b", "198.51.100.5/24")],
    metric: 100,
  },
  "SLAAC": { other: [{ link: "b", type: "ipv6_slaac" }], metric: 100 },
};

for (const [title, { other, metric }] of Object.entries(OTHERS)) {
  Deno.test(`resolve: the drive's IPv6 default route has the metric ${metric} beside a link with ${title}`, () => {
    const count = other.length + 1;
    const document = {
      links: LINKS.slice(0, count),
      networks: [v6("a", "2001:db8::5/64", "2001:db8::1"), ...other],
    };
    const { links } = resolveDocument(document, THREE.slice(0, count));
    assert.equal(links.get("eth0")?.routes[0]?.metric, metric);
  });
}

Deno.test("resolve: a metric of the drive stays beside routers that announce themselves", () => {
  const networks = [said(v6("a", "2001:db8::5/64", "2001:db8::1"), 50), { link: "b", type: "ipv6_slaac" }];
  const { links } = resolveDocument({ links: LINKS.slice(0, 2), networks }, THREE.slice(0, 2));
  assert.deepEqual(routesOf(links.get("eth0")), ["::/0 via 2001:db8::1 metric 50"]);
});

const SLAAC_B = { link: "b", type: "ipv6_slaac" };

/** Of each card: the metric of what it learns, and its routes; the third one is the fallback's. */
const YIELDS: Record<string, { networks: object[]; metrics: (number | undefined)[]; routes?: string[] }> = {
  "nothing but fallbacks": { networks: [], metrics: [100, 200, 300] },
  "a static address": { networks: [v4("a", "192.0.2.5/24")], metrics: [undefined, 2048, 2148] },
  "DHCP": { networks: [dhcp("a")], metrics: [undefined, 2048, 2148] },
  "a default route, and DHCP": {
    networks: [v4("a", "192.0.2.5/24", "192.0.2.1"), dhcp("b")],
    metrics: [undefined, 1024, 2048],
    routes: ["0.0.0.0/0 via 192.0.2.1"],
  },
  "a default route, and SLAAC": {
    networks: [v4("a", "192.0.2.5/24", "192.0.2.1"), SLAAC_B],
    metrics: [undefined, 1024, 2048],
    routes: ["0.0.0.0/0 via 192.0.2.1"],
  },
  "a default route, and a static address": {
    networks: [v4("a", "192.0.2.5/24", "192.0.2.1"), v4("b", "198.51.100.5/24")],
    metrics: [undefined, undefined, 2048],
    routes: ["0.0.0.0/0 via 192.0.2.1"],
  },
  "a default route beside DHCP on the same card": {
    networks: [v4("a", "192.0.2.5/24", "192.0.2.1"), dhcp("a")],
    metrics: [undefined, 2048, 2148],
    routes: ["0.0.0.0/0 via 192.0.2.1 onlink"],
  },
  "a route that is no default, and DHCP": {
    networks: [{ ...v4("a", "192.0.2.5/24"), routes: [to("10.0.0.0/8", "192.0.2.1")] }, dhcp("b")],
    metrics: [undefined, undefined, 2048],
    routes: ["10.0.0.0/8 via 192.0.2.1"],
  },
  "routes of IPv6, of which the default one rivals what routers say": {
    networks: [{
      ...v6("a", "2001:db8::5/64"),
      routes: [to("::/0", "2001:db8::1"), to("2001:db8:1::/48", "2001:db8::1")],
    }],
    metrics: [undefined, 2048, 2148],
    routes: ["::/0 via 2001:db8::1 metric 100", "2001:db8:1::/48 via 2001:db8::1"],
  },
};

for (const [title, { networks, metrics, routes = [] }] of Object.entries(YIELDS)) {
  Deno.test(`resolve: what yields beside ${title}`, () => {
    const { links } = resolveDocument({ links: LINKS, networks }, THREE);
    assert.deepEqual([...links.values()].map(({ learnedMetric }) => learnedMetric), metrics);
    assert.deepEqual(routesOf(links.get("eth0")), routes);
  });
}

Deno.test("resolve: several default routes are called so, by their family", () => {
  const networks = [
    v4("a", "192.0.2.5/24", "192.0.2.1"),
    v4("b", "198.51.100.5/24", "198.51.100.1"),
    v6("a", "2001:db8::5/64", "2001:db8::1"),
    v6("b", "2001:db8:1::5/64", "2001:db8:1::1"),
  ];
  assert.deepEqual(
    resolveDocument({ links: LINKS, networks }, THREE).said,
    [["0", "4", 100], ["1", "4", 200], ["2", "6", 100], ["3", "6", 200]].map(([index, family, metric]) =>
      `note $.networks[${index}].routes[0]: there are 2 default routes of IPv${family}; this one gets the metric ${metric}.`
    ),
  );
});
