/**
 * `/etc/resolv.conf`, for targets on which nothing else writes it from the network's configuration.
 *
 * @module
 */
import { nameServers, type NetworkConfig, searchDomains } from "../network.ts";
import { noteOn, type Problem } from "../problem.ts";
import type { RenderedFile, RenderTarget } from "./stack.ts";

/** A line by which resolv.conf(5) says something: a keyword begins the line, white space follows it. */
const DIRECTIVE = /^(?:nameserver|domain|search|sortlist|options)[ \t]/m;

/** Where SUSE's netconfig points the file to, which nobody fills with the network's own servers. */
const NETCONFIG = "/netconfig/resolv.conf";

const PATH = "/etc/resolv.conf";

/**
 * The file with every server and search domain of the network once, in the order of the links; none without servers, or where
 * `resolvconf` writes it. One of somebody else's is replaced when it says nothing, or
 * is the link that netconfig puts in its place.
 */
export function resolvConf(config: NetworkConfig, target: RenderTarget): RenderedFile[] {
  const servers = nameServers(config);
  if (servers.length === 0 || target.hasResolvconf) return [];
  const replace = (target.foreignResolvConf !== undefined && !DIRECTIVE.test(target.foreignResolvConf)) ||
    target.resolvConfLink?.endsWith(NETCONFIG) === true;
  const domains = searchDomains(config);
  const search = domains.length === 0 ? "" : `search ${domains.join(" ")}\n`;
  return [{
    path: PATH,
    contents: search + servers.map((server) => `nameserver ${server}\n`).join(""),
    mode: 0o644,
    ...(replace ? { foreign: "replace" } : {}),
  }];
}

/** Search domains for which there is no file: without a server of its own the network leaves it to a DHCP client. */
export function lostSearchDomains(config: NetworkConfig, target: RenderTarget): Problem[] {
  const domains = searchDomains(config);
  if (domains.length === 0 || nameServers(config).length > 0 || target.hasResolvconf) return [];
  const message = `the network has search domains (${domains.join(" ")}), but no name server`;
  return [
    noteOn(
      PATH,
      message,
      "the file is left to the DHCP client, which knows its own domains",
      "search-domains-left",
    ),
  ];
}
