/**
 * The order in which OpenRC starts the services, one after the other: what the drive says comes first, and of that what is
 * waited for last.
 *
 * @module
 */
import { usesDhcpcd } from "./ipv6.ts";
import { connectedLinks, hasStatic, isPort, type Link, type NetworkConfig } from "../../network.ts";

/** What the order of a network follows from. */
export interface Order {
  /** Names of what is neither a fallback nor a port. */
  readonly configured: readonly string[];
  /** The last link with stated IPv6. */
  readonly last: Link | undefined;
  /** Names of those of `configured` that start before it: all but what stands on it. */
  readonly beforeLast: readonly string[];
}

export function orderOf({ links }: NetworkConfig): Order {
  const configured = links.filter((link) => !link.fallback && !isPort(link)).map(({ name }) => name);
  const last = links.findLast((link) => hasStatic(link, 6));
  if (last === undefined) return { configured, last, beforeLast: [] };
  const connected = connectedLinks(links, last.name);
  const earlier = new Set(links.slice(0, links.indexOf(last)).map(({ name }) => name));
  const beforeLast = configured.filter((name) => earlier.has(name) || !connected.has(name));
  return { configured, last, beforeLast };
}

/**
 * Seconds that netifrc waits until no other host has a link's IPv6 addresses, learned ones included; by itself five, for each
 * link after the other. That takes one, for all stated ones at once, and at most two where the kernel was not told to ask at
 * once: so long is waited where the last of them is. Where that one learns addresses as well, those would be waited for.
 */
export function dadTimeout(link: Link, { last }: Order): string {
  if (link !== last) return "0";
  return usesDhcpcd(link) ? "1" : "2";
}

/** The links whose services start before a link's. */
export function startedBefore(link: Link, { configured, last, beforeLast }: Order): readonly string[] {
  return link.fallback ? configured : link === last ? beforeLast : [];
}
