/**
 * `routes` of a config drive's network document.
 *
 * @module
 */
import { type Ip, networkOf, parseIp, type Prefix } from "../ip.ts";
import { type Place, quote } from "../problem.ts";
import { isObject } from "../json.ts";
import { isWritten, type Item, optional, readObject, required } from "./entry.ts";
import * as field from "./fields.ts";
import { readPrefix } from "./prefixes.ts";

export interface RouteData {
  readonly path: string;
  readonly destination: Prefix;
  readonly gateway: Ip;
  readonly metric: number | undefined;
}

const FIELDS = {
  network: required(field.networkAddress),
  gateway: required(field.gateway),
  metric: optional(field.metric),
};

/** A route; undefined, and reported, where there is none to be had. */
export function readRoute({ place, value }: Item): RouteData | undefined {
  if (isObject(value) && !isWritten(value.gateway, field.gateway)) return noRoute(place, value.network);
  const route = readObject(place, FIELDS, "route", value);
  if (route === undefined) return undefined;
  const raw = value as Record<string, unknown>;
  const written = readPrefix(place, "network", route.network, raw.netmask);
  if (written === undefined) return undefined;
  const { gateway, metric } = route;
  if (written.ip.family !== gateway.family) {
    const message = `the gateway ${quote(raw.gateway)} is not of the family of the network ${
      quote(raw.network)
    }`;
    place.at("gateway").problem(message, "the route is skipped", "route-family-mixed");
    return undefined;
  }
  return { path: place.path, destination: destinationOf(place, written, raw), gateway, metric };
}

/** A default route without a gateway is how some clouds write that there is none. */
function noRoute(place: Place, network: unknown): undefined {
  if (field.networkAddress.read(network)?.ip.units.every((unit) => unit === 0)) return undefined;
  place.note("the route has no gateway", "it is left out", "route-without-gateway");
}

function destinationOf(place: Place, written: Prefix, raw: Readonly<Record<string, unknown>>): Prefix {
  const ip = networkOf(written);
  if (ip.text !== written.ip.text) {
    const message = `${quote(raw.network)} has host bits beyond its prefix length ${written.length}`;
    place.at("network").note(message, `the route is to ${ip.text}`, "route-host-bits");
  }
  return { ip, length: written.length };
}

/**
 * Adds a default route through the network's own `gateway` where the routes have none of its family. The network's own
 * `metric`, as cloud-init has it, is that of default routes which say none.
 */
export function withOwnDefault(
  said: readonly RouteData[],
  place: Place,
  { gateway, metric }: { readonly gateway: Ip | undefined; readonly metric: number | undefined },
): readonly RouteData[] {
  const routes = said.map((route) =>
    route.destination.length === 0 && route.metric === undefined ? { ...route, metric } : route
  );
  if (gateway === undefined) return routes;
  const { family } = gateway;
  if (routes.some((route) => route.destination.length === 0 && route.gateway.family === family)) {
    return routes;
  }
  const everything: Prefix = { ip: parseIp(family === 4 ? "0.0.0.0" : "::")!, length: 0 };
  return [...routes, { path: place.at("gateway").path, destination: everything, gateway, metric }];
}
