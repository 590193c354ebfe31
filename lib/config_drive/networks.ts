/**
 * `networks` of a config drive's network document.
 *
 * @module
 */
import { isHostOfPrefix, type Prefix, prefixText } from "../ip.ts";
import { type Place, quote } from "../problem.ts";
import { type DnsData, readDns } from "./dns.ts";
import { type Item, optional, readList, readObject, required } from "./entry.ts";
import * as field from "./fields.ts";
import { readPrefix } from "./prefixes.ts";
import { readRoute, type RouteData, withOwnDefault } from "./routes.ts";

/** How a network's addresses come about; see the table `METHODS`. */
export type Method = "static" | "dhcp4" | "dhcp6-stateful" | "dhcp6-stateless" | "slaac";

/** DNS as its routes' services and the network itself say it. */
export interface NetworkEntry extends DnsData {
  /** Where it stands: `$.networks[0]`. */
  readonly path: string;
  /** The id of its link. */
  readonly link: string;
  readonly method: Method;
  /** DHCPv6 alone, with routes but not the default one that a cloud writes where a router announces one. */
  readonly isRouterless?: true;
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
    metric: optional(field.metric),
  },
  address: { ip_address: required(field.hostAddress) },
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
    place.at("type").problem(message, "the network is skipped", "network-type-unknown");
    return undefined;
  }
  const raw = value as Record<string, unknown>;
  const address = type.method === "static" ? readAddress(place, raw, type.family) : undefined;
  if (type.method === "static" && address === undefined) return undefined;
  const written = readList(item, "routes");
  const dns = [...written, item].map(readDns);
  const routes = withOwnDefault(written.flatMap((route) => readRoute(route) ?? []), place, network);
  const isRouterless = type.method === "dhcp6-stateful" && type.isDefaultLearned &&
    Array.isArray(raw.routes) &&
    !routes.some(({ destination }) => destination.length === 0);
  return {
    path: place.path,
    link: network.link,
    method: type.method,
    address,
    ...(isRouterless ? { isRouterless } : {}),
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
    place.at("ip_address").note(message, "it is used as it is", "address-family-odd");
  }
  const prefix = readPrefix(place, "ip_address", entry.ip_address, raw.netmask);
  if (prefix === undefined || isHostOfPrefix(prefix)) return prefix;
  const message = `${quote(prefixText(prefix))} is the network's own address or the one for all hosts`;
  place.at("ip_address").problem(message, "the network is skipped", "address-invalid");
  return undefined;
}
