/**
 * Cards that lead to a root file system on the network: NetworkManager finds them up, with addresses that it has not set, and
 * leaves them alone, whatever their profiles say, until somebody activates those. So name servers have to be said elsewhere.
 *
 * @module
 */
import { hasDns, isKeptUp, nameServers, type NetworkConfig, searchDomains } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { CONF_D, DNS_FILE } from "./facts.ts";

/** What holds for all connections, see NetworkManager.conf(5), `global-dns`: so all servers of the drive. */
export function dnsFile(config: NetworkConfig): RenderedFile[] {
  const servers = nameServers(config);
  if (servers.length === 0 || !config.links.some((link) => isKeptUp(link) && hasDns(link))) return [];
  const domains = searchDomains(config);
  const searches = domains.length === 0 ? "" : `searches=${domains.join(",")}\n`;
  const contents = `[global-dns]\n${searches}\n[global-dns-domain-*]\nservers=${servers.join(",")}\n`;
  return [{ path: `${CONF_D}/${DNS_FILE}`, contents, mode: 0o644 }];
}
