/**
 * Default routes that stand beside those of routers that announce themselves.
 *
 * @module
 */
import type { NetworkConfig } from "../network.ts";

/** Of IPv6 routes that nobody gave one, as `ip-route(8)` says, and of those that the kernel has from routers. */
export const IPV6_METRIC = 1024;

/** Whether a default route of the configuration has no better metric than what a router announces. */
export function hasRivalOfAdvertisements({ links }: NetworkConfig): boolean {
  return links.some(({ routes }) =>
    routes.some(({ gateway, destination, metric = IPV6_METRIC }) =>
      gateway.family === 6 && destination.length === 0 && metric >= IPV6_METRIC
    )
  );
}
