/**
 * How long a stack waits until no other host has a link's IPv6 addresses. The kernel asks a second long, and puts that off by
 * up to another one when a link comes up, as it does with its questions to routers; a stack that waits on one link after the
 * other waits for that on each.
 *
 * @module
 */
import type { Link } from "../network.ts";

/**
 * Lines of sysctl.d(5) that have the kernel ask at once, for links of which none is a port. What is made is not there yet, and
 * gets what is the default.
 */
export function askAtOnce(links: readonly Link[]): string {
  const devices = links.map(({ kind, name }) => kind === "physical" ? name : "default");
  return [...new Set(devices)].map((device) => `net/ipv6/conf/${device}/router_solicitation_delay = 0\n`)
    .join("");
}
