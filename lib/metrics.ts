/**
 * Metrics of routes, of which the kernel prefers the least.
 *
 * @module
 */

/** Of the first of several routes to one destination; the second has twice as much, and so on. */
export const METRIC_STEP = 100;

/** Of an IPv6 default route of the drive that must be better than {@link KERNEL_IPV6_METRIC}. */
export const BETTER_THAN_ADVERTISED = 100;

/** The kernel's for IPv6 routes added without one, and for routes learned from routers, as ip-route(8) says. */
export const KERNEL_IPV6_METRIC = 1024;

/**
 * Of the first of several default routes that are learned: above what the drive says, and for fallback above every stack's for
 * DHCP. Where they compete with none of those the first has {@link METRIC_STEP}.
 */
export const LEARNED_METRIC = { drive: 1024, fallback: 2048 } as const;
