/**
 * Addresses and routes of iproute2's JSON in a form that is the same in every boot.
 *
 * @module
 */
import { containing, networkOf, parseIp, type Prefix, prefixText } from "../../lib/ip.ts";
import type { AddressFacts, RouteFacts } from "./_state.ts";

/**
 * One line about a global address. One that a router's announcement made has a second half of its own choice; privacy
 * addresses beside it are not told.
 */
export function addressOf(address: AddressFacts): string | undefined {
  const { family, local, prefixlen, scope, dynamic, temporary, tentative } = address;
  if (scope !== "global" || temporary || tentative) return undefined;
  if (family === "inet6" && dynamic && prefixlen === 64) return `${prefixText(prefixOf(local, 64))} slaac`;
  // Of a server's range, whose addresses begin alike.
  if (family === "inet6" && dynamic) return `${local.slice(0, -1)}x/${prefixlen} dynamic`;
  return `${local}/${prefixlen}${dynamic ? " dynamic" : ""}`;
}

function prefixOf(local: string, length: number): Prefix {
  const ip = parseIp(local);
  if (ip === undefined) throw new Error(`"${local}" is no address; ip wrote something unknown`);
  return { ip: networkOf({ ip, length }), length };
}

/** The prefixes that the addresses of devices are in, by the devices' names. */
export function connectedBy(
  devices: readonly (readonly [name: string, addresses: readonly AddressFacts[]])[],
): ReadonlyMap<string, readonly Prefix[]> {
  return new Map(
    devices.map(([name, addresses]) => [
      name,
      addresses.map(({ local, prefixlen }) => prefixOf(local, prefixlen)),
    ]),
  );
}

/** Without those that an address brings with it, and those of link-local and multicast addresses. */
export function routesOf(
  routes: readonly RouteFacts[],
  connected: ReadonlyMap<string, readonly Prefix[]>,
  rename: (name: string) => string,
): string[] {
  const each = routes.flatMap(({ nexthops, ...route }) =>
    nexthops === undefined ? [route] : nexthops.map((hop) => ({ ...route, ...hop }))
  );
  const told = each.filter(({ dst, dev = "", gateway, protocol }) =>
    protocol !== "kernel" && !/^(?:fe80|ff00)::/.test(dst) && dev !== "lo" &&
    !(gateway === undefined && (protocol === "ra" || isConnected(dst, connected.get(dev) ?? [])))
  );
  return [...new Set(told.map((route) => lineOf(route, rename)))].sort();
}

function isConnected(destination: string, prefixes: readonly Prefix[]): boolean {
  const ip = parseIp(destination.replace(/\/.*/, ""));
  return ip !== undefined && containing(prefixes)(ip);
}

/** A router that announced itself did so from an address of its link. */
function lineOf({ dst, dev = "", gateway, protocol }: RouteFacts, rename: (name: string) => string): string {
  const router = protocol === "ra" && gateway?.startsWith("fe80:") ? "the router" : gateway;
  return `${dst}${router === undefined ? "" : ` via ${router}`} dev ${rename(dev)}`;
}
