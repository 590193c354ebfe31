/**
 * Which default route wins: one that the drive says, over one that is learned from DHCP or from a router.
 *
 * @module
 */
import { isUnconfigured, type Link, type Route } from "../network.ts";

/** Above the metric of every default route that the drive says, and for fallback above that of every stack's DHCP. */
const LEARNED_METRIC = { dhcp: 1024, fallback: 2048 };

/** Below that of the kernel for IPv6, and of every stack for a router that announces itself. */
const IPV6_METRIC = 100;

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
    if (learns && someDefault && !saysDefault(link)) return { ...link, learnedMetric: LEARNED_METRIC.dhcp };
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
    routes: link.routes.map((route) => needsMetric(route) ? { ...route, metric: IPV6_METRIC } : route),
  };
}
