/**
 * The routes of wicked's `ifroute-*` files, see ifroute(5).
 *
 * @module
 */
import { bitsOf, containing, type Ip, isLinkLocal, prefixText } from "../../ip.ts";
import type { Link, NetworkConfig, Route } from "../../network.ts";
import { IPV6_METRIC } from "../_rivals.ts";

/** The contents of `ifroute-<link>`; empty for a link without routes. */
export function routeLines(link: Link): string {
  const isWithin = containing(link.addresses);
  const gateways = new Map(
    link.routes.filter((route) => needsDeviceRoute(route, isWithin))
      .map(({ gateway }) => [gateway.text, gateway]),
  );
  return [
    ...[...gateways.values()].map(({ text, family }) => `${text}/${bitsOf(family)} - - ${link.name}\n`),
    ...link.routes.map((route) => `${routeLine(link, route)}\n`),
  ].join("");
}

/**
 * A gateway that no static address makes known is routed to first, as there is no other word for being on the link. So
 * also one that only DHCP will: wicked sets static routes before that, and one that the kernel refuses fails the rest.
 */
function needsDeviceRoute({ gateway, onLink }: Route, isWithin: (ip: Ip) => boolean): boolean {
  return onLink || !(isLinkLocal(gateway) || isWithin(gateway));
}

function routeLine({ name }: Link, { destination, gateway, metric }: Route): string {
  const to = destination.length === 0 ? "default" : prefixText(destination);
  return `${to} ${gateway.text} - ${name}${metric === undefined ? "" : ` metric ${metric}`}`;
}

/**
 * The routes that wicked passes over, because it has one to the same destination with the same metric already, on this
 * link or on one before.
 */
export function repeatedRoutes({ links }: NetworkConfig): { link: Link; route: Route }[] {
  const seen = new Set<string>();
  return links.flatMap((link) =>
    link.routes.flatMap((route) => {
      const key = `${prefixText(route.destination)} ${metricOf(route)}`;
      if (seen.has(key)) return [{ link, route }];
      seen.add(key);
      return [];
    })
  );
}

/** The metric that the kernel gives it. */
function metricOf({ destination, metric }: Route): number {
  return metric ?? (destination.ip.family === 6 ? IPV6_METRIC : 0);
}
