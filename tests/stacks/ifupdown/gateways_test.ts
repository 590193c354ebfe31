/** In which stanza Debian's ifup is told of a route. */
import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import { bridge, physical, prefix, route, vlan } from "../../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const V4 = prefix("192.0.2.10/24");
const V6 = prefix("2001:db8::10/64");
const DEFAULT4 = route("0.0.0.0/0", "192.0.2.1");
const DEFAULT6 = route("::/0", "2001:db8::1");
const OTHER4 = route("10.0.0.0/8", "192.0.2.2");
const ACCEPT = { routerAdvertisements: "accept" } as const;

/** Links, and for the first of them which stanza has which route, as `family method: words`. */
const ROWS: readonly (readonly [what: string, links: readonly Link[], routes: readonly string[]])[] = [
  ["the default and another route beside DHCP", [
    physical("eth0", A, { addresses: [V4], dhcp4: true, routes: [DEFAULT4, OTHER4] }),
  ], ["inet static: gateway 192.0.2.1", "inet static: ip route add 10.0.0.0/8"]],
  ["the default route of the last of two addresses", [
    physical("eth0", A, { addresses: [prefix("198.51.100.1/24"), V4], routes: [DEFAULT4] }),
  ], ["inet static: gateway 192.0.2.1"]],
  ["two links with a default route", [
    physical("eth0", A, { addresses: [V4], routes: [DEFAULT4] }),
    physical("eth1", B, {
      addresses: [prefix("198.51.100.1/24")],
      routes: [route("0.0.0.0/0", "198.51.100.2")],
    }),
  ], ["inet static: ip route add default via 192.0.2.1"]],
  ["a default route beside another link's lease", [
    physical("eth0", A, { addresses: [V4], routes: [DEFAULT4] }),
    physical("eth1", B, { dhcp4: true }),
  ], ["inet static: ip route add default via 192.0.2.1"]],
  ["a default route beside another link's lease with a metric", [
    physical("eth0", A, { addresses: [V4], routes: [DEFAULT4] }),
    physical("eth1", B, { dhcp4: true, learnedMetric: 1024 }),
  ], ["inet static: gateway 192.0.2.1"]],
  ["a default route of IPv6 beside another link's lease of IPv4", [
    physical("eth0", A, { addresses: [V6], routes: [DEFAULT6], ...ACCEPT }),
    physical("eth1", B, { dhcp4: true }),
  ], ["inet6 static: gateway 2001:db8::1"]],
  ['a default route of IPv6 where the drive says nothing of routers, which "gateway" would turn off', [
    physical("eth0", A, { addresses: [V6], routes: [DEFAULT6] }),
  ], ["inet6 static: ip -6 route add default via 2001:db8::1"]],
  ["a default route of a link without an address of its family", [
    physical("eth0", A, { addresses: [V4], routes: [route("::/0", "fe80::1")], ...ACCEPT }),
  ], ["inet6 auto: ip -6 route add default via fe80::1"]],
  ["a default route of IPv6 beside a lease of IPv4, which comes last", [
    physical("eth0", A, { dhcp4: true, routes: [route("::/0", "fe80::1")], ...ACCEPT }),
  ], ["inet6 auto: ip -6 route add default via fe80::1"]],
];

Deno.test("ifupdown: what is made is taken away once, however many addresses it has", () => {
  const links = [physical("eth0", A, { bridge: "br0" }), bridge("br0", ["eth0"], { addresses: [V4, V6] })];
  const { files } = ifupdown.render({ links }, { foreignInterfaces: undefined, hasResolvconf: false });
  const text = files.find(({ link }) => link === "br0")!.contents;
  assert.deepEqual(text.match(/^iface|post-down ip link del dev br0/gm), [
    "iface",
    "iface",
    "post-down ip link del dev br0",
  ]);
});

Deno.test("ifupdown: a VLAN that its own stanza makes is not made by that of its parent", () => {
  const names = ["storage", "eth0.5", "eth0.6"];
  const links = [physical("eth0", A), ...names.map((name) => vlan("eth0", 5, { name }))];
  const { files } = ifupdown.render({ links }, { foreignInterfaces: undefined, hasResolvconf: false });
  const made = files.flatMap(({ link, contents }) =>
    [...contents.matchAll(/ip link add link \S+ name (\S+)/g)].map(([, name]) => `${name} by ${link}`)
  );
  assert.deepEqual(made, ["eth0.6 by eth0", "storage by storage"]);
});

for (const [what, links, routes] of ROWS) {
  Deno.test(`ifupdown: routes: ${what}`, () => {
    const { files } = ifupdown.render({ links }, { foreignInterfaces: undefined, hasResolvconf: false });
    const text = files.find(({ link }) => link === "eth0")!.contents;
    const found = text.split(/^(?=iface )/m).flatMap((stanza) => {
      const [, method] = /^iface \S+ (.*)$/m.exec(stanza) ?? [];
      return [...stanza.matchAll(/gateway \S+|ip (?:-6 )?route \S+ (?:default via )?\S+/g)].map(([words]) =>
        `${method}: ${words}`
      );
    });
    assert.deepEqual(found, routes);
  });
}
