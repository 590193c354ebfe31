/**
 * The files that bring name servers to programs.
 *
 * @module
 */
import { nameServers, type NetworkConfig, searchDomains } from "../network.ts";
import { noteOn, type Problem } from "../problem.ts";
import type { DnsOwner, RenderedFile } from "../stacks/stack.ts";
import { DROP_IN, RESOLV_CONF } from "./paths.ts";

/** Every server and search domain of the network once, in the order of the links; no file without servers. */
export function filesOf(config: NetworkConfig, { how, replaces }: DnsOwner): RenderedFile[] {
  const servers = nameServers(config);
  const domains = searchDomains(config);
  if (how === "drop-in") return [{ path: DROP_IN, contents: dropIn(servers, domains), mode: 0o644 }];
  if (servers.length === 0) return [];
  const search = domains.length === 0 ? "" : `search ${domains.join(" ")}\n`;
  return [{
    path: RESOLV_CONF,
    contents: search + servers.map((server) => `nameserver ${server}\n`).join(""),
    mode: 0o644,
    ...(replaces ? { foreign: "replace" } : {}),
  }];
}

/** See resolved.conf(5). */
function dropIn(servers: readonly string[], domains: readonly string[]): string {
  const line = (key: string, values: readonly string[]) =>
    values.length === 0 ? "" : `${key}=${values.join(" ")}\n`;
  return `[Resolve]\n${line("DNS", servers)}${line("Domains", domains)}`;
}

export function lostDomains(config: NetworkConfig): Problem[] {
  const domains = searchDomains(config);
  if (domains.length === 0 || nameServers(config).length > 0) return [];
  const message = `the network has search domains (${domains.join(" ")}), but no name server`;
  const action = "the file is left to the DHCP client, which knows its own domains";
  return [noteOn(RESOLV_CONF, message, action, "search-domains-left")];
}
