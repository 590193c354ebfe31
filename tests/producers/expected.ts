/**
 * The network that a wish means, by the rules that clouds go by: nothing of it has been through our parser.
 *
 * @module
 */
import ipaddr from "ipaddr.js";
import { type BondOptionName, parseBondMode } from "../../lib/bond_options.ts";
import type { Link, LinkSettings, NetworkConfig, Route } from "../../lib/network.ts";
import type { Prefix } from "../../lib/ip.ts";
import { bond, ip, physical, prefix, vlan } from "../networks.ts";
import {
  allNameServers,
  type Method,
  portsOf,
  type Wish,
  type WishedLink,
  type WishedNetwork,
} from "./wish.ts";

/** How router advertisements and DHCPv6 take part. */
const DHCP6: Readonly<Record<Method, Link["dhcp6"] | undefined>> = {
  static: undefined,
  dhcp4: undefined,
  slaac: "off",
  dhcp6: "addresses",
  "dhcp6-stateful": "addresses",
  "dhcp6-stateless": "information",
};

/** With these neutron's default route is the one that the router announces itself. */
const ANNOUNCED: readonly Method[] = ["slaac", "dhcp6-stateless", "dhcp6-stateful"];

export function expectedOf(wish: Wish): NetworkConfig {
  const ports = portsOf(wish);
  const cards = wish.cards.map((card) => ({ networks: [], ...card, ...wish.links.find(isOf(card.device)) }));
  // Where a stack has one list of name servers, the order of links is that of the servers.
  const made = (kind: "bond" | "vlan") =>
    wish.links.filter((link) => link[kind] !== undefined).toSorted((a, b) => a.device < b.device ? -1 : 1);
  const metrics = metricsOf(wish);
  const settingsOfAny = (link: WishedLink) =>
    ports.has(link.device)
      ? PORT
      : wish.links.some(isOf(link.device))
      ? settingsOf(link, wish, metrics)
      : fallback(wish);
  return {
    links: [...cards, ...made("bond"), ...made("vlan")].map((link) =>
      deviceOf(link, wish, settingsOfAny(link))
    ),
  };
}

function isOf(device: string): (link: WishedLink) => boolean {
  return (link) => link.device === device;
}

type Settings = Partial<Omit<LinkSettings, "name">>;

const PORT: Settings = { routerAdvertisements: "ignore" };

function fallback({ nameServers }: Wish): Settings {
  return { dhcp4: true, fallback: true, nameServers: nameServers.map(ip) };
}

function deviceOf(link: WishedLink, wish: Wish, settings: Settings): Link {
  const { device, mac } = link;
  const more = { ...settings, ...(link.mtu === undefined ? {} : { mtu: link.mtu }) };
  if (link.vlan !== undefined) {
    const { parent, id } = link.vlan;
    return vlan(parent, id, { ...more, ...(mac === undefined ? {} : { mac }) });
  }
  if (link.bond !== undefined) {
    const { mode, ports, options } = link.bond;
    const ordered = Object.entries(options).sort(([a], [b]) => a < b ? -1 : 1) as [BondOptionName, string][];
    return bond(device, [...ports], {
      ...more,
      mode: parseBondMode(mode)!,
      options: new Map(ordered),
      mac: mac!,
    });
  }
  const owner = wish.links.find(({ bond }) => bond?.ports.includes(device));
  return physical(device, mac!, owner === undefined ? more : { ...more, bond: owner.device });
}

function settingsOf({ device, networks }: WishedLink, wish: Wish, metrics: Metrics): Settings {
  const statics = networks.filter(({ method }) => method === "static");
  const learning = networks.filter(({ method }) => DHCP6[method] !== undefined);
  const dhcp6 = networks.flatMap(({ method }) => DHCP6[method] ?? []);
  const routes = onceEach(networks.flatMap((network) => routesOf(network, statics)))
    .map((route) => ({ ...route, ...metrics.get(routeKey(device, route)) }));
  const hasDefault6 = routes.some(({ destination }) =>
    destination.ip.family === 6 && destination.length === 0
  );
  // A bare card has no servers to ask, and listens to no router.
  const servers = networks.length === 0
    ? []
    : [...allNameServers({ links: [{ device: "", networks }] }), ...wish.nameServers];
  return {
    addresses: statics.map(({ address, prefix: network }) => prefix(`${address}/${network.split("/")[1]}`)),
    dhcp4: networks.some(({ method }) => method === "dhcp4"),
    dhcp6: dhcp6[0] ?? "off",
    routerAdvertisements: networks.length === 0 ? "ignore" : advertisementsOf(learning, hasDefault6),
    routes,
    nameServers: [...new Set(servers)].map(ip),
  };
}

/** Stated beats learned; a cloud that announces a router for stateful DHCPv6 writes the default route that it has. */
function advertisementsOf(
  learning: readonly WishedNetwork[],
  hasDefault: boolean,
): Link["routerAdvertisements"] {
  const isRouterless = learning.every(({ method, gateway }) =>
    method === "dhcp6-stateful" && gateway === undefined
  );
  if (!isRouterless || (hasDefault && learning.length > 0)) return "accept";
  return hasDefault ? "ignore" : "default";
}

/** Two networks of one link may lead to the same place by the same gateway. */
function onceEach(routes: readonly Route[]): Route[] {
  return [...new Map(routes.map((route) => [routeKey("", route), route])).values()];
}

function routeKey(device: string, { destination, gateway }: Route): string {
  return `${device} ${placeOf(destination)} ${gateway.text}`;
}

function placeOf({ ip, length }: Prefix): string {
  return `${ip.text}/${length}`;
}

function routesOf(network: WishedNetwork, statics: readonly WishedNetwork[]): Route[] {
  const { family, gateway, method, routes } = network;
  const own = gateway === undefined || ANNOUNCED.includes(method)
    ? []
    : [{ destination: family === 4 ? "0.0.0.0/0" : "::/0", gateway }];
  return [...own, ...routes].map((route) => ({
    destination: prefix(route.destination),
    gateway: ip(route.gateway),
    onLink: !isNear(route.gateway, statics),
  }));
}

function isNear(gateway: string, statics: readonly WishedNetwork[]): boolean {
  const parsed = ipaddr.parse(gateway);
  if (parsed.range() === "linkLocal") return true;
  return statics.some(({ prefix }) => {
    const [network, length] = ipaddr.parseCIDR(prefix);
    return network.kind() === parsed.kind() && parsed.match(network, length);
  });
}

type Metrics = ReadonlyMap<string, { readonly metric: number }>;

/** Of several routes to one destination the one that the drive says first is preferred; here 1 is the best metric. */
function metricsOf({ links }: Wish): Metrics {
  const placed = links.flatMap(({ device, networks }) => networks.map((network) => ({ device, network })))
    .toSorted((a, b) => (a.network.turn ?? 0) - (b.network.turn ?? 0));
  const routes = placed.flatMap(({ device, network }) =>
    routesOf(network, []).map((route) => ({
      place: placeOf(route.destination),
      key: routeKey(device, route),
    }))
  );
  return new Map([...Map.groupBy(routes, ({ place }) => place).values()].flatMap((same) => {
    const keys = [...new Set(same.map(({ key }) => key))];
    return keys.length === 1 ? [] : keys.map((key, index) => [key, { metric: index + 1 }] as const);
  }));
}
