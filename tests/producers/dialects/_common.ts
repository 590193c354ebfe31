/**
 * What several dialects share.
 *
 * @module
 */
import type { Entry, NetworkDocument } from "../schema.ts";
import { allNameServers, mapNetworks, type Wish } from "../wish.ts";

/** What stands in networks goes to all links. */
export function collectedDns(wish: Wish): Wish {
  const nameServers = [...new Set([...wish.nameServers, ...allNameServers(wish)])];
  return {
    ...wish,
    nameServers,
    links: mapNetworks(wish.links, (network) => ({ ...network, nameServers: [] })),
  };
}

export function text(document: NetworkDocument | Entry): string {
  return JSON.stringify(document);
}

export function keysOf({ keys }: Wish): Entry {
  return Object.fromEntries(keys.map((key, index) => [`key-${index}`, key]));
}
