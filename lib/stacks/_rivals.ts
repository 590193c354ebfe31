/**
 * Default routes that stand beside those of routers that announce themselves.
 *
 * @module
 */
import { KERNEL_IPV6_METRIC } from "../metrics.ts";
import type { NetworkConfig } from "../network.ts";

/** Whether a default route of the configuration has no better metric than what a router announces. */
export function hasRivalOfAdvertisements({ links }: NetworkConfig): boolean {
  return links.some(({ routes }) =>
    routes.some(({ gateway, destination, metric = KERNEL_IPV6_METRIC }) =>
      gateway.family === 6 && destination.length === 0 && metric >= KERNEL_IPV6_METRIC
    )
  );
}
