/**
 * The routes of wicked's `ifroute-*` files, see ifroute(5).
 *
 * @module
 */
import { bitsOf, prefixText } from "../../ip.ts";
import type { Link, Route } from "../../network.ts";

/**
 * The contents of `ifroute-<link>`; empty for a link without routes. A gateway on the link is routed to first, as there is
 * no other word for it.
 */
export function routeLines(link: Link): string {
  const onLink = link.routes.filter((route) => route.onLink);
  const gateways = new Map(onLink.map(({ gateway }) => [gateway.text, gateway]));
  return [
    ...[...gateways.values()].map(({ text, family }) => `${text}/${bitsOf(family)} - - ${link.name}\n`),
    ...link.routes.map((route) => `${routeLine(link, route)}\n`),
  ].join("");
}

function routeLine({ name }: Link, { destination, gateway, metric }: Route): string {
  const to = destination.length === 0 ? "default" : prefixText(destination);
  return `${to} ${gateway.text} - ${name}${metric === undefined ? "" : ` metric ${metric}`}`;
}
