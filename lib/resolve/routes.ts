/**
 * The routes of each device: those that the kernel takes, how it reaches their gateways, and which of several wins.
 *
 * @module
 */
import type { NetworkEntry } from "../config_drive/networks.ts";
import type { RouteData } from "../config_drive/routes.ts";
import { broadcastOf, containing, type Ip, isLinkLocal, prefixText } from "../ip.ts";
import { BETTER_THAN_ADVERTISED, LEARNED_METRIC, METRIC_STEP } from "../metrics.ts";
import { isUnconfigured, type Link, type Route } from "../network.ts";
import { type Place, quote } from "../problem.ts";
import type { Device } from "./device.ts";
import { byNumberedText } from "./order.ts";
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
    network.routes.filter((route) => isUsable(document, route, reach.get(device.name)!))
      .map((route) => ({ device, route }))
  );
  const metrics = metricsOf(document, routes);
  const byDevice = Map.groupBy(routes, ({ device }) => device.name);
  return new Map([...byDevice].map(([name, ofDevice]) => {
    const made = ofDevice.map(({ route }) => toRoute(route, metrics.get(route), reach.get(name)!));
    return [name, unique(made, (route) => `${prefixText(route.destination)} ${route.gateway.text}`)];
  }));
}

/** What the static addresses of a device, and of the machine, mean for gateways. */
interface Reach {
  /**
   * Whether a gateway is in a static prefix of the device, and stays so: beside a lease it may not, for systemd-networkd (252)
   * asks for the route again when the cable is out and the lease lost, and gives the device up when its address comes later.
   */
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
    const isLeased = networks.some(({ network }) => network.method === "dhcp4");
    const isStatic = containing(prefixes);
    const isWithin = (gateway: Ip) => isStatic(gateway) && !(isLeased && gateway.family === 4);
    return [name, { isWithin, faultOf }];
  }));
}

function isUsable(document: Place, { path, gateway }: RouteData, { faultOf }: Reach): boolean {
  const fault = faultOf(gateway);
  if (fault === undefined) return true;
  document.in(path).problem(
    `the gateway ${quote(gateway.text)} ${fault}`,
    "the route is left out",
    "route-refused",
  );
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

/** The drive's metrics; of several routes to one destination without one the order of the networks decides. */
function metricsOf(document: Place, all: readonly PlacedRoute[]): Map<RouteData, number> {
  const metrics = new Map<RouteData, number>();
  for (const [to, routes] of Map.groupBy(all, ({ route }) => prefixText(route.destination))) {
    const byKey = [...Map.groupBy(routes, routeKey).values()].map((same) => same.map(({ route }) => route));
    const taken = new Set<number>();
    for (const same of byKey) {
      const metric = same.find((route) => route.metric !== undefined)?.metric;
      if (metric === undefined || taken.has(metric)) continue;
      taken.add(metric);
      for (const route of same) metrics.set(route, metric);
    }
    if (byKey.length > 1) rankOthers(document, byKey, to, { metrics, taken });
  }
  return metrics;
}

/** Gives those metrics that have none yet: the first the least. */
function rankOthers(
  document: Place,
  byKey: readonly (readonly RouteData[])[],
  to: string,
  { metrics, taken }: { readonly metrics: Map<RouteData, number>; readonly taken: Set<number> },
): void {
  for (const [rank, same] of byKey.entries()) {
    if (metrics.has(same[0]!)) continue;
    let metric = METRIC_STEP * (rank + 1);
    while (taken.has(metric)) metric += 1;
    taken.add(metric);
    for (const route of same) {
      metrics.set(route, metric);
      const message = `there are ${byKey.length} ${nameOf(route, to)}`;
      document.in(route.path).note(message, `this one gets the metric ${metric}`, "routes-ranked");
    }
  }
}

function nameOf({ destination, gateway }: RouteData, to: string): string {
  return destination.length === 0 ? `default routes of IPv${gateway.family}` : `routes to ${to}`;
}

function routeKey({ device, route }: PlacedRoute): string {
  return `${device.name} ${route.gateway.text}`;
}

/**
 * Default routes that are learned give way to one that the drive says, and those of links that the drive says nothing
 * about to all others. Among themselves they keep the order of the drive's networks, then of the devices; otherwise whoever
 * answers first would win. Routers that announce themselves have the metric that IPv6 routes have without one, and the
 * kernel would share the traffic out among them and a route of the drive; so that one gets a better metric.
 *
 * @param order names of links, in the order of the drive's networks
 */
export function yieldingDefaults(links: readonly Link[], order: Iterable<string>): Link[] {
  const metrics = learnedMetrics(links, order);
  const areRoutersHeard = links.some(hearsRouters);
  return links.map((link) => {
    const learnedMetric = metrics.get(link.name);
    if (learnedMetric !== undefined) return { ...link, learnedMetric };
    return areRoutersHeard ? preferringOwn(link) : link;
  });
}

/** By name, the metrics of links that learn a default route and say none, wherever there is another default route. */
function learnedMetrics(links: readonly Link[], order: Iterable<string>): Map<string, number> {
  const byName = new Map(links.map((link) => [link.name, link]));
  const learning = [...order].flatMap((name) => {
    const link = byName.get(name);
    return link !== undefined && learnsDefault(link) ? name : [];
  });
  const fallback = links.flatMap(({ name, fallback }) => fallback ? name : []).sort(byNumberedText);
  const said = links.flatMap(({ routes }) => routes.filter(isDefault));
  const worst = said.reduce((most, { metric = 0 }) => Math.max(most, metric), 0);
  const first = said.length === 0 ? METRIC_STEP : Math.max(LEARNED_METRIC.drive, worst + METRIC_STEP);
  const last = first + METRIC_STEP * learning.length;
  const isAnyFromDrive = links.some((link) => !link.fallback && !isUnconfigured(link));
  const firstFallback = isAnyFromDrive ? Math.max(LEARNED_METRIC.fallback, last) : METRIC_STEP;
  return new Map([
    ...(said.length > 0 || learning.length > 1 ? ranked(learning, first) : []),
    ...(isAnyFromDrive || fallback.length > 1 ? ranked(fallback, firstFallback) : []),
  ]);
}

function learnsDefault(link: Link): boolean {
  const hears = link.routerAdvertisements === "accept" || link.dhcp6 !== "off";
  return (link.dhcp4 || hears) && !link.routes.some(isDefault);
}

function ranked(names: readonly string[], first: number): [name: string, metric: number][] {
  return names.map((name, rank) => [name, first + METRIC_STEP * rank]);
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
