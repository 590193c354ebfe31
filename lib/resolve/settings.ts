/**
 * From the drive's networks to what each device gets: addresses, DHCP, routes and name servers.
 *
 * @module
 */
import type { NetworkData } from "../config_drive/network_data.ts";
import type { Method, NetworkEntry, RouteData } from "../config_drive/networks.ts";
import { containing, type Ip, isLinkLocal, type Prefix, prefixText } from "../ip.ts";
import type { LinkSettings, Route } from "../network.ts";
import { type Place, quote } from "../problem.ts";
import type { Device, Devices } from "./devices.ts";

/** What networks say of a device; the rest of its settings is the link's. */
export type NetworkSettings = Omit<LinkSettings, "name" | "mtu">;

const NOTHING: NetworkSettings = {
  addresses: [],
  dhcp4: false,
  dhcp6: "off",
  routerAdvertisements: "default",
  routes: [],
  nameServers: [],
  fallback: false,
};

/** What a bond's port gets: it carries frames and nothing else. */
export const PORT_SETTINGS: NetworkSettings = { ...NOTHING, routerAdvertisements: "ignore" };

/** What a device gets that only carries others. */
export const CARRIER_SETTINGS: NetworkSettings = NOTHING;

/** DHCP because nothing better is known; IPv6 as the kernel does it by itself. */
export function fallbackSettings(nameServers: readonly Ip[], carrier: boolean | undefined): NetworkSettings {
  const settings = {
    ...NOTHING,
    dhcp4: true,
    fallback: true,
    nameServers: unique(nameServers, ({ text }) => text),
  };
  return carrier === false ? { ...settings, carrier } : settings;
}

/** A resolver asks three. Every link may have to name all of them, so that there must be an end. */
const MOST_NAME_SERVERS = 64;

/** The data with its first name servers: those of networks, then those for all. */
export function withFewNameServers(document: Place, data: NetworkData): NetworkData {
  const all = [...data.networks.flatMap(({ nameServers }) => nameServers), ...data.nameServers];
  const different = [...new Set(all.map(({ text }) => text))];
  if (different.length <= MOST_NAME_SERVERS) return data;
  const message = `there are ${different.length} name servers`;
  document.problem(message, `the first ${MOST_NAME_SERVERS} of them are used`);
  const used = new Set(different.slice(0, MOST_NAME_SERVERS));
  const few = <T extends Pick<NetworkData, "nameServers">>(owner: T): T => ({
    ...owner,
    nameServers: owner.nameServers.filter(({ text }) => used.has(text)),
  });
  return { ...few(data), networks: data.networks.map(few) };
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
  const metrics = defaultRouteMetrics(
    document,
    placed.map(({ device, network }) => ({ device, routes: routesOf(network) })),
  );
  const byDevice = Map.groupBy(placed, ({ device }) => device.name);
  return new Map([...byDevice].map(([name, entries]) => {
    const networks = entries.map(({ network }) => network);
    return [name, combine(networks, data.nameServers, metrics)];
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
    place.problem(message, "the network is skipped");
  } else if (device?.kind === "physical" && device.bond !== undefined) {
    const message = `the link ${quote(network.link)} is a port of the bond ${device.bond}`;
    place.problem(message, "the network is skipped");
    return undefined;
  }
  return device;
}

/** Routes count where the addresses are ours to give; with SLAAC and DHCPv6 they come from the router. */
function routesOf({ method, routes }: NetworkEntry): readonly RouteData[] {
  return method === "static" || method === "dhcp4" ? routes : [];
}

function combine(
  networks: readonly NetworkEntry[],
  globalServers: readonly Ip[],
  metrics: ReadonlyMap<RouteData, number>,
): NetworkSettings {
  const methods = new Set(networks.map((network) => network.method));
  const addresses = unique(networks.flatMap((network) => network.address ?? []), prefixText);
  const toRoute = routeMaker(addresses, metrics);
  const routes = unique(
    networks.flatMap(routesOf).map(toRoute),
    (route) => `${prefixText(route.destination)} ${route.gateway.text}`,
  );
  const servers = [...networks.flatMap((network) => network.nameServers), ...globalServers];
  return {
    ...NOTHING,
    addresses,
    dhcp4: methods.has("dhcp4"),
    dhcp6: methods.has("dhcp6-stateful")
      ? "addresses"
      : methods.has("dhcp6-stateless")
      ? "information"
      : "off",
    routerAdvertisements: routerAdvertisements(methods, routes),
    routes,
    nameServers: unique(servers, ({ text }) => text),
  };
}

function routerAdvertisements(
  methods: ReadonlySet<Method>,
  routes: readonly Route[],
): "accept" | "ignore" | "default" {
  if (methods.has("slaac") || methods.has("dhcp6-stateful") || methods.has("dhcp6-stateless")) {
    return "accept";
  }
  return routes.some(({ destination }) => destination.length === 0 && destination.ip.family === 6)
    ? "ignore"
    : "default";
}

function routeMaker(
  addresses: readonly Prefix[],
  metrics: ReadonlyMap<RouteData, number>,
): (route: RouteData) => Route {
  const families = new Set(addresses.map(({ ip }) => ip.family));
  const isWithin = containing(addresses);
  return (route) => {
    const { destination, gateway } = route;
    const onLink = families.has(gateway.family) && !isLinkLocal(gateway) && !isWithin(gateway);
    const metric = metrics.get(route);
    return metric === undefined ? { destination, gateway, onLink } : { destination, gateway, onLink, metric };
  };
}

interface DeviceRoutes {
  readonly device: Device;
  readonly routes: readonly RouteData[];
}

/** Between two default routes of a family the order of the networks decides: the first has the least metric. */
const METRIC_STEP = 100;

function defaultRouteMetrics(document: Place, all: readonly DeviceRoutes[]): Map<RouteData, number> {
  const defaults = all.flatMap(({ device, routes }) =>
    routes.filter((route) => route.destination.length === 0).map((route) => ({ device, route }))
  );
  const metrics = new Map<RouteData, number>();
  for (const [, ofFamily] of Map.groupBy(defaults, ({ route }) => route.gateway.family)) {
    const ranks = new Map([...new Set(ofFamily.map(routeKey))].map((key, rank) => [key, rank]));
    if (ranks.size < 2) continue;
    for (const entry of ofFamily) {
      const metric = METRIC_STEP * (ranks.get(routeKey(entry))! + 1);
      metrics.set(entry.route, metric);
      const message = `there are ${ranks.size} default routes of IPv${entry.route.gateway.family}`;
      document.in(entry.route.path).note(message, `this one gets the metric ${metric}`);
    }
  }
  return metrics;
}

function routeKey({ device, route }: { device: Device; route: RouteData }): string {
  return `${device.name} ${route.gateway.text}`;
}

/** Each item once, where it stands first. */
function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
