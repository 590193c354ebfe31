/**
 * The routes of each device: those that the kernel takes, how it reaches their gateways, and which of several wins.
 *
 * @module
 */
import type { NetworkEntry, RouteData } from "../config_drive/networks.ts";
import { broadcastOf, containing, type Ip, isLinkLocal, prefixText } from "../ip.ts";
import { BETTER_THAN_ADVERTISED, LEARNED_METRIC, METRIC_STEP } from "../metrics.ts";
import { isUnconfigured, type Link, type Route } from "../network.ts";
import { type Place, quote } from "../problem.ts";
import type { Device } from "./devices.ts";
import { unique } from "./unique.ts";

/** A network of the drive, and the device that it is for. */
export interface PlacedNetwork {
  readonly device: Device;
  readonly network: NetworkEntry;
}

interface PlacedRoute {
  readonly device: Device;
  readonly route: RouteData;
}

/** The routes by device name. One that the kernel refuses is reported, and costs nothing but itself. */
export function planRoutes(document: Place, placed: readonly PlacedNetwork[]): Map<string, Route[]> {
  const reach = reachByDevice(placed);
  const routes = placed.flatMap(({ device, network }) =>
    routesOf(network).filter((route) => isUsable(document, route, reach.get(device.name)!))
      .map((route) => ({ device, route }))
  );
  const metrics = metricsOf(document, routes);
  const byDevice = Map.groupBy(routes, ({ device }) => device.name);
  return new Map([...byDevice].map(([name, ofDevice]) => {
    const made = ofDevice.map(({ route }) => toRoute(route, metrics.get(route), reach.get(name)!));
    return [name, unique(made, (route) => `${prefixText(route.destination)} ${route.gateway.text}`)];
  }));
}

/** Routes count where the addresses are ours to give; with SLAAC and DHCPv6 they come from the router. */
function routesOf({ method, routes }: NetworkEntry): readonly RouteData[] {
  return method === "static" || method === "dhcp4" ? routes : [];
}

/** What the static addresses of a device, and of the machine, mean for gateways. */
interface Reach {
  /** Whether a gateway is in a static prefix of the device. */
  readonly isWithin: (gateway: Ip) => boolean;
  /** Why the kernel refuses a gateway, that is the address of a host. */
  readonly faultOf: (gateway: Ip) => string | undefined;
}

function reachByDevice(placed: readonly PlacedNetwork[]): Map<string, Reach> {
  const own = new Set(placed.flatMap(({ network }) => network.address?.ip.text ?? []));
  return new Map([...Map.groupBy(placed, ({ device }) => device.name)].map(([name, networks]) => {
    const prefixes = networks.flatMap(({ network }) => network.address ?? []);
    const broadcasts = new Set(prefixes.flatMap((prefix) => broadcastOf(prefix)?.text ?? []));
    const faultOf = ({ text }: Ip) =>
      own.has(text)
        ? "is an address of this machine"
        : broadcasts.has(text)
        ? "is the broadcast address of its link"
        : undefined;
    return [name, { isWithin: containing(prefixes), faultOf }];
  }));
}

function isUsable(document: Place, { path, gateway }: RouteData, { faultOf }: Reach): boolean {
  const fault = faultOf(gateway);
  if (fault === undefined) return true;
  document.in(path).problem(`the gateway ${quote(gateway.text)} ${fault}`, "the route is left out");
  return false;
}

function toRoute(
  { destination, gateway }: RouteData,
  metric: number | undefined,
  { isWithin }: Reach,
): Route {
  const onLink = !isLinkLocal(gateway) && !isWithin(gateway);
  return { destination, gateway, onLink, ...(metric === undefined ? {} : { metric }) };
}

/** Of several routes to one destination the order of the networks decides: the first has the least metric. */
function metricsOf(document: Place, all: readonly PlacedRoute[]): Map<RouteData, number> {
  const metrics = new Map<RouteData, number>();
  for (const [to, routes] of Map.groupBy(all, ({ route }) => prefixText(route.destination))) {
    const ranks = new Map([...new Set(routes.map(routeKey))].map((key, rank) => [key, rank]));
    if (ranks.size < 2) continue;
    for (const entry of routes) {
      const metric = METRIC_STEP * (ranks.get(routeKey(entry))! + 1);
      metrics.set(entry.route, metric);
      const message = `there are ${ranks.size} ${nameOf(entry.route, to)}`;
      document.in(entry.route.path).note(message, `this one gets the metric ${metric}`);
    }
  }
  return metrics;
}

function nameOf({ destination, gateway }: RouteData, to: string): string {
  return destination.length === 0 ? `default routes of IPv${gateway.family}` : `routes to ${to}`;
}

function routeKey({ device, route }: PlacedRoute): string {
  return `${device.name} ${route.gateway.text}`;
}

/**
 * Default routes that are learned give way to one that the drive says, and those of links that the drive says nothing
 * about to all others. Routers that announce themselves have the metric that IPv6 routes have without one, and the
 * kernel would share the traffic out among them and a route of the drive; so that one gets a better metric.
 */
export function yieldingDefaults(links: readonly Link[]): Link[] {
  const saysDefault = ({ routes }: Link) => routes.some(isDefault);
  const someDefault = links.some(saysDefault);
  const someFromDrive = links.some((link) => !link.fallback && !isUnconfigured(link));
  return links.map((link) => {
    if (link.fallback && someFromDrive) return { ...link, learnedMetric: LEARNED_METRIC.fallback };
    const learns = !link.fallback && (link.dhcp4 || link.routerAdvertisements === "accept");
    if (learns && someDefault && !saysDefault(link)) return { ...link, learnedMetric: LEARNED_METRIC.drive };
    return links.some((other) => other !== link && hearsRouters(other)) ? preferringOwn(link) : link;
  });
}

function isDefault({ destination }: Route): boolean {
  return destination.length === 0;
}

function hearsRouters(link: Link): boolean {
  return link.routerAdvertisements !== "ignore" && !isUnconfigured(link);
}

function preferringOwn(link: Link): Link {
  const needsMetric = (route: Route) =>
    isDefault(route) && route.gateway.family === 6 && route.metric === undefined;
  if (!link.routes.some(needsMetric)) return link;
  return {
    ...link,
    routes: link.routes.map((route) =>
      needsMetric(route) ? { ...route, metric: BETTER_THAN_ADVERTISED } : route
    ),
  };
}
