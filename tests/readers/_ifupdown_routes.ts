/**
 * The commands by which ifupdown's stanzas set routes, see ip-route(8).
 *
 * @module
 */
import type { Route } from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";

export const ROUTE = /^ip (-6 )?route (?:add|replace) (\S+) via (\S+) dev (\S+)( onlink)?(?: metric (\d+))?$/;

/** The route of a device that a command sets; none where it is another command. */
export function readRoute(name: string, command: string): Route[] {
  const [, six, to, via, device, onLink, metric] = ROUTE.exec(command) ?? [];
  if (to === undefined) return [];
  if (device !== name) throw new Error(`a route of another device: ${command}`);
  const anywhere = six === undefined ? "0.0.0.0/0" : "::/0";
  return [{
    destination: prefix(to === "default" ? anywhere : to),
    gateway: ip(via!),
    onLink: onLink !== undefined,
    ...(metric === undefined ? {} : { metric: Number(metric) }),
  }];
}
