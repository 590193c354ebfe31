/**
 * `networks` and `routes` of a config drive's network document.
 *
 * @module
 */
import { type Ip, networkOf, parseIp, type Prefix } from "../ip.ts";
import { type Place, quote } from "../problem.ts";
import { type DnsData, readDns } from "./dns.ts";
import {
  isNothing,
  isRecord,
  isWritten,
  type Item,
  optional,
  readList,
  readObject,
  required,
} from "./entry.ts";
import * as field from "./fields.ts";

/** How a network's addresses come about; see the table `METHODS`. */
export type Method = "static" | "dhcp4" | "dhcp6-stateful" | "dhcp6-stateless" | "slaac";

export interface RouteData {
  readonly path: string;
  readonly destination: Prefix;
  readonly gateway: Ip;
  readonly metric: number | undefined;
}

/** DNS as its routes' services and the network itself say it. */
export interface NetworkEntry extends DnsData {
  /** Where it stands: `$.networks[0]`. */
  readonly path: string;
  /** The id of its link. */
  readonly link: string;
  readonly method: Method;
  /** Of a static network only. */
  readonly address: Prefix | undefined;
  readonly routes: readonly RouteData[];
}

interface NetworkType {
  readonly method: Method;
  readonly family: 4 | 6;
  /** nova writes the default route that a router announces, which is not the drive's to give. */
  readonly isDefaultLearned?: true;
}

/** nova sends `ipv6_` + neutron's address mode, hyphens and all; its schema and older clouds say it otherwise. */
const METHODS: Readonly<Record<string, NetworkType>> = {
  ipv4: { method: "static", family: 4 },
  static: { method: "static", family: 4 },
  ipv6: { method: "static", family: 6 },
  static6: { method: "static", family: 6 },
  ipv4_dhcp: { method: "dhcp4", family: 4 },
  ipv6_dhcp: { method: "dhcp6-stateful", family: 6 },
  "ipv6_dhcpv6-stateful": { method: "dhcp6-stateful", family: 6, isDefaultLearned: true },
  "ipv6_dhcpv6-stateless": { method: "dhcp6-stateless", family: 6, isDefaultLearned: true },
  ipv6_slaac: { method: "slaac", family: 6, isDefaultLearned: true },
};

const FIELDS = {
  network: {
    link: required(field.text),
    type: required(field.text),
    gateway: optional(field.gateway),
  },
  address: { ip_address: required(field.hostAddress) },
  route: {
    network: required(field.networkAddress),
    gateway: required(field.gateway),
    metric: optional(field.metric),
  },
};

export function readNetworks(items: readonly Item[]): NetworkEntry[] {
  return items.flatMap((item) => readNetwork(item) ?? []);
}

function readNetwork(item: Item): NetworkEntry | undefined {
  const { place, value } = item;
  const network = readObject(place, FIELDS.network, "network", value);
  if (network === undefined) return undefined;
  const type = Object.hasOwn(METHODS, network.type) ? METHODS[network.type] : undefined;
  if (type === undefined) {
    const message = `${quote(network.type)} is not a type of network`;
    place.at("type").problem(message, "the network is skipped");
    return undefined;
  }
  const raw = value as Record<string, unknown>;
  const address = type.method === "static" ? readAddress(place, raw, type.family) : undefined;
  if (type.method === "static" && address === undefined) return undefined;
  const written = readList(item, "routes");
  const dns = [...written, item].map(readDns);
  const routes = withGateway(written.flatMap((route) => readRoute(route) ?? []), place, network.gateway);
  return {
    path: place.path,
    link: network.link,
    method: type.method,
    address,
    routes: type.isDefaultLearned ? routes.filter(({ destination }) => destination.length > 0) : routes,
    nameServers: dns.flatMap(({ nameServers }) => nameServers),
    searchDomains: dns.flatMap(({ searchDomains }) => searchDomains),
  };
}

/** A static network's address. `static` without a 6 may be either family, by its address. */
function readAddress(
  place: Place,
  raw: Record<string, unknown>,
  family: 4 | 6,
): Prefix | undefined {
  const entry = readObject(place, FIELDS.address, "network", raw);
  if (entry === undefined) return undefined;
  if (entry.ip_address.ip.family !== family) {
    const message = `${
      quote(raw.ip_address)
    } is an IPv${entry.ip_address.ip.family} address in a network of type ${quote(raw.type)}`;
    place.at("ip_address").note(message, "it is used as it is");
  }
  return join(place, "ip_address", entry.ip_address, raw.netmask);
}

/** The prefix of the address in the field `key` and the entry's netmask; undefined, and reported, where there is none. */
function join(
  place: Place,
  key: "ip_address" | "network",
  address: field.WrittenAddress,
  rawMask: unknown,
): Prefix | undefined {
  const mask = isNothing(rawMask)
    ? undefined
    : { raw: rawMask, length: field.readMask(rawMask, address.ip.family) };
  const length = address.length ?? mask?.length ?? usualLength(key, address.ip);
  const isClear = length !== undefined &&
    (mask === undefined ? address.length !== undefined : mask.length === length);
  if (!isClear) {
    const skipped = key === "network" ? "the route is skipped" : "the network is skipped";
    const action = length === undefined ? skipped : `the prefix length ${length} is used`;
    const fault = maskFault(`the ${key} ${quote(address.ip.text)}`, mask, length);
    place.at("netmask").problem(fault, action);
  }
  return length === undefined ? undefined : { ip: address.ip, length };
}

/** What is meant where no length can be read: IPv6 links have 64 bits, and the unspecified network is everything. */
function usualLength(key: "ip_address" | "network", { family, text }: Ip): number | undefined {
  if (key === "network") return text === "0.0.0.0" || text === "::" ? 0 : undefined;
  return family === 6 ? 64 : undefined;
}

interface ReadMask {
  readonly raw: unknown;
  readonly length: number | undefined;
}

function maskFault(subject: string, mask: ReadMask | undefined, length: number | undefined): string {
  if (mask === undefined) return `${subject} has no netmask`;
  return mask.length === undefined
    ? `${quote(mask.raw)} is not a netmask or prefix length for ${subject}`
    : `${quote(mask.raw)} contradicts the prefix length ${length} of ${subject}`;
}

function readRoute({ place, value }: Item): RouteData | undefined {
  if (isRecord(value) && !isWritten(value.gateway, field.gateway)) return noRoute(place, value.network);
  const route = readObject(place, FIELDS.route, "route", value);
  if (route === undefined) return undefined;
  const raw = value as Record<string, unknown>;
  const written = join(place, "network", route.network, raw.netmask);
  if (written === undefined) return undefined;
  const { gateway, metric } = route;
  if (written.ip.family !== gateway.family) {
    const message = `the gateway ${quote(raw.gateway)} is not of the family of the network ${
      quote(raw.network)
    }`;
    place.at("gateway").problem(message, "the route is skipped");
    return undefined;
  }
  return { path: place.path, destination: destinationOf(place, written, raw), gateway, metric };
}

/** A default route without a gateway is how some clouds write that there is none. */
function noRoute(place: Place, network: unknown): undefined {
  if (field.networkAddress.read(network)?.ip.units.every((unit) => unit === 0)) return undefined;
  place.note("the route has no gateway", "it is left out");
}

function destinationOf(place: Place, written: Prefix, raw: Readonly<Record<string, unknown>>): Prefix {
  const ip = networkOf(written);
  if (ip.text !== written.ip.text) {
    const message = `${quote(raw.network)} has host bits beyond its prefix length ${written.length}`;
    place.at("network").note(message, `the route is to ${ip.text}`);
  }
  return { ip, length: written.length };
}

/** Adds a default route through the network's own `gateway` where the routes have none of its family. */
function withGateway(routes: RouteData[], place: Place, gateway: Ip | undefined): RouteData[] {
  if (gateway === undefined) return routes;
  const { family } = gateway;
  if (routes.some((route) => route.destination.length === 0 && route.gateway.family === family)) {
    return routes;
  }
  const everything: Prefix = { ip: parseIp(family === 4 ? "0.0.0.0" : "::")!, length: 0 };
  return [...routes, { path: place.at("gateway").path, destination: everything, gateway, metric: undefined }];
}
