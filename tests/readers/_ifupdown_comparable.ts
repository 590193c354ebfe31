/**
 * What ifupdown's stanzas can express of a network.
 *
 * @module
 */
import { prefixText } from "../../lib/ip.ts";
import { isKeptUp, isPort, type Link, type NetworkConfig, type Route } from "../../lib/network.ts";
import { withoutClients } from "./_kept.ts";

/** Ifupdown cannot say it: devices are found by name. */
export const UNKNOWN_MAC = "00:00:00:00:00:00";

/**
 * Reduces a network to what ifupdown can express:
 *
 * - hardware addresses of physical links, and that one is InfiniBand, are lost: ifupdown finds devices by name;
 * - that a link is a fallback, and whether it has a carrier, is lost: at most it is not waited for;
 * - the order of links, of routes, and of addresses of different families is lost: each is a stanza or command;
 * - routes that router advertisements bring have the kernel's metric;
 * - a card that leads to the root file system keeps what it learns, and no client runs on it;
 * - a port takes no router advertisements.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  return { links: withoutClients(config).links.map(comparableLink).sort((a, b) => a.name < b.name ? -1 : 1) };
}

function comparableLink({ learnedMetric, carrier: _, ...link }: Link): Link {
  return {
    ...link,
    ...(link.kind === "physical" ? { mac: UNKNOWN_MAC, infiniband: false } : {}),
    ...(learnedMetric === undefined || !link.dhcp4 ? {} : { learnedMetric }),
    fallback: false,
    addresses: link.addresses.toSorted((a, b) => a.ip.family - b.ip.family),
    routes: link.routes.toSorted((a, b) => routeKey(a) < routeKey(b) ? -1 : 1),
    routerAdvertisements: isPort(link) ? "ignore" : isKeptUp(link) ? "default" : link.routerAdvertisements,
  };
}

export function routeKey({ destination, gateway, metric }: Route): string {
  return `${prefixText(destination)} ${gateway.text} ${metric}`;
}
