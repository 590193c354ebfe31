/**
 * From the drive's networks to what each device gets: addresses, DHCP, routes and name servers.
 *
 * @module
 */
import type { NetworkData } from "../config_drive/network_data.ts";
import type { NetworkEntry } from "../config_drive/networks.ts";
import type { DnsData } from "../config_drive/dns.ts";
import { prefixText } from "../ip.ts";
import type { LinkSettings, Route } from "../network.ts";
import { type Place, quote } from "../problem.ts";
import type { Device, Devices } from "./device.ts";
import * as parts from "./parts.ts";
import { planRoutes } from "./routes.ts";
import { unique } from "./unique.ts";

/** What networks say of a device; the rest of its settings is the link's. */
export type NetworkSettings = Omit<LinkSettings, "name" | "mtu" | "leftTo">;

const NOTHING: NetworkSettings = {
  addresses: [],
  dhcp4: false,
  dhcp6: "off",
  routerAdvertisements: "default",
  routes: [],
  nameServers: [],
  searchDomains: [],
  fallback: false,
};

/** What a port gets: it carries frames and nothing else. */
export const PORT_SETTINGS: NetworkSettings = { ...NOTHING, routerAdvertisements: "ignore" };

/** What a device gets that only carries others, or of which no network speaks: nothing of the untagged network either. */
export const CARRIER_SETTINGS: NetworkSettings = { ...NOTHING, routerAdvertisements: "ignore" };

/** What a device gets of which an operator's file says the rest. */
export const LEFT_SETTINGS: NetworkSettings = NOTHING;

/** DHCP because nothing better is known; IPv6 as the kernel does it by itself. */
export function fallbackSettings(dns: DnsData, carrier: boolean | undefined): NetworkSettings {
  const settings = { ...NOTHING, ...mergeDns([dns]), dhcp4: true, fallback: true };
  return carrier === false ? { ...settings, carrier } : settings;
}

function mergeDns(all: readonly DnsData[]): DnsData {
  return {
    nameServers: unique(all.flatMap(({ nameServers }) => nameServers), ({ text }) => text),
    searchDomains: [...new Set(all.flatMap(({ searchDomains }) => searchDomains))],
  };
}

/** A resolver asks three servers. Every link may have to name all of them, so that there must be an end; also of domains. */
const MOST_OF_DNS = 64;

/** The data with its first name servers and search domains: those of networks, then those for all. */
export function withLittleDns(document: Place, data: NetworkData): NetworkData {
  const all = mergeDns([...data.networks, data]);
  const servers = firstOf(document, all.nameServers.map(({ text }) => text), "name servers");
  const domains = firstOf(document, all.searchDomains, "search domains");
  if (servers === undefined && domains === undefined) return data;
  const few = <T extends DnsData>(owner: T): T => ({
    ...owner,
    nameServers: owner.nameServers.filter(({ text }) => servers?.has(text) ?? true),
    searchDomains: owner.searchDomains.filter((domain) => domains?.has(domain) ?? true),
  });
  return { ...few(data), networks: data.networks.map(few) };
}

/** Undefined where all can be used; else reports that there are more. */
function firstOf(document: Place, all: readonly string[], what: string): ReadonlySet<string> | undefined {
  if (all.length <= MOST_OF_DNS) return undefined;
  document.problem(
    `there are ${all.length} ${what}`,
    `the first ${MOST_OF_DNS} of them are used`,
    "dns-too-many",
  );
  return new Set(all.slice(0, MOST_OF_DNS));
}

/** The settings of each device that a network speaks of, by device name. */
export function settingsFromNetworks(
  document: Place,
  data: NetworkData,
  devices: Devices,
): Map<string, NetworkSettings> {
  const knownIds = new Set(data.links.map((link) => link.id));
  const placed = data.networks.flatMap((network) => {
    const device = placeNetwork(document, network, devices, knownIds);
    return device === undefined ? [] : [{ device, network }];
  });
  const routes = planRoutes(document, placed);
  const byDevice = Map.groupBy(placed, ({ device }) => device.name);
  return new Map([...byDevice].map(([name, entries]) => {
    const networks = entries.map(({ network }) => network);
    return [name, combine(networks, data, routes.get(name) ?? [])];
  }));
}

/** The device of a network. A link that is not on this machine has been reported already. */
function placeNetwork(
  document: Place,
  network: NetworkEntry,
  devices: Devices,
  knownIds: ReadonlySet<string>,
): Device | undefined {
  const name = devices.nameOf.get(network.link);
  const device = name === undefined ? undefined : devices.all.get(name);
  const place = document.in(network.path).at("link");
  if (!knownIds.has(network.link)) {
    const message = `there is no usable link with the id ${quote(network.link)}`;
    place.problem(message, "the network is skipped", "network-link-unknown");
  } else if (device?.kind === "physical" && device.bond !== undefined) {
    const message = `the link ${quote(network.link)} is a port of the bond ${device.bond}`;
    place.problem(message, "the network is skipped", "network-on-port");
    return undefined;
  }
  const bridge = devices.bridgeOf.get(name ?? "");
  return bridge === undefined
    ? device
    : parts.ports().placeOnBridge(place, network.link, devices.all.get(bridge)!);
}

function combine(
  networks: readonly NetworkEntry[],
  dnsForAll: DnsData,
  routes: readonly Route[],
): NetworkSettings {
  const methods = new Set(networks.map((network) => network.method));
  const addresses = unique(networks.flatMap((network) => network.address ?? []), prefixText);
  return {
    ...NOTHING,
    addresses,
    dhcp4: methods.has("dhcp4"),
    dhcp6: methods.has("dhcp6-stateful")
      ? "addresses"
      : methods.has("dhcp6-stateless")
      ? "information"
      : "off",
    routerAdvertisements: routerAdvertisements(networks, routes),
    routes,
    ...mergeDns([...networks, dnsForAll]),
  };
}

/**
 * Stated beats learned: beside an IPv6 default route that the drive states, routers are not listened to. Without one a router
 * may be what a stated address leaves the network by, and DHCPv6 whose cloud knows no router does not wait for one: then the
 * kernel and the stack do as they do by default.
 */
function routerAdvertisements(
  networks: readonly NetworkEntry[],
  routes: readonly Route[],
): "accept" | "ignore" | "default" {
  const learning = networks.filter(({ method }) => method !== "static" && method !== "dhcp4");
  if (learning.some(({ isRouterless }) => !isRouterless)) return "accept";
  if (!routes.some(isDefaultOfIpv6)) return "default";
  return learning.length > 0 ? "accept" : "ignore";
}

function isDefaultOfIpv6({ destination: { length, ip } }: Route): boolean {
  return length === 0 && ip.family === 6;
}
