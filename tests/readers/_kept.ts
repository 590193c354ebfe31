/**
 * What a stack says of a card that leads to a root file system on the network, where it starts no DHCP client on it.
 *
 * @module
 */
import { isKeptUp, type Link, type NetworkConfig } from "../../lib/network.ts";

/** The network without those clients. */
export function withoutClients({ links }: NetworkConfig): NetworkConfig {
  return { links: links.map((link) => isKeptUp(link) ? quiet(link) : link) };
}

function quiet({ learnedMetric: _, ...link }: Link): Link {
  return { ...link, dhcp4: false, dhcp6: "off" };
}

/** The network for a stack that does not say so of the card itself. */
export function unmarked({ links }: NetworkConfig): NetworkConfig {
  return { links: links.map((link) => link.kind === "physical" ? withoutMark(link) : link) };
}

function withoutMark({ carriesRoot: _, ...link }: Link & { readonly kind: "physical" }): Link {
  return link;
}
