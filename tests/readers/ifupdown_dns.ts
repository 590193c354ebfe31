/**
 * What ifup's clients are told of name servers.
 *
 * @module
 */
import type { NetworkConfig } from "../../lib/network.ts";

/** Without resolvconf no lease has a say where the drive has name servers. */
export function withStatedDns({ links }: NetworkConfig): NetworkConfig {
  if (links.every(({ nameServers }) => nameServers.length === 0)) return { links };
  return {
    links: links.map((link) => link.dhcp4 || link.dhcp6 !== "off" ? { ...link, learnedDns: false } : link),
  };
}
