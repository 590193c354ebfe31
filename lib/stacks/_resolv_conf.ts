/**
 * `/etc/resolv.conf`, for targets on which nothing else writes it from the network's configuration.
 *
 * @module
 */
import { nameServers, type NetworkConfig } from "../network.ts";
import type { RenderedFile, RenderTarget } from "./stack.ts";

/** A line by which resolv.conf(5) says something: a keyword begins the line, white space follows it. */
const DIRECTIVE = /^(?:nameserver|domain|search|sortlist|options)[ \t]/m;

/** Where SUSE's netconfig points the file to, which nobody fills with the network's own servers. */
const NETCONFIG = "/netconfig/resolv.conf";

/**
 * The file with every server of the network once, in the order of the links; none without servers, or where
 * `resolvconf` writes it. One of somebody else's is replaced when it says nothing, or
 * is the link that netconfig puts in its place.
 */
export function resolvConf(config: NetworkConfig, target: RenderTarget): RenderedFile[] {
  const servers = nameServers(config);
  if (servers.length === 0 || target.hasResolvconf) return [];
  const replace = (target.foreignResolvConf !== undefined && !DIRECTIVE.test(target.foreignResolvConf)) ||
    target.resolvConfLink?.endsWith(NETCONFIG) === true;
  return [{
    path: "/etc/resolv.conf",
    contents: servers.map((server) => `nameserver ${server}\n`).join(""),
    mode: 0o644,
    ...(replace ? { foreign: "replace" } : {}),
  }];
}
