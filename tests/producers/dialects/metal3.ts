/**
 * CAPM3's `renderNetworkData`: bonds, cards, VLANs; name servers in routes; its Go structures write what is not set, too.
 *
 * @module
 */
import type { Dialect } from "../producer.ts";
import { documentOf, type Entry, linkEntry, routeEntries, serviceEntry, typeOf } from "../schema.ts";
import { mapNetworks, type WishedLink, type WishedNetwork } from "../wish.ts";
import { keysOf, text } from "./_common.ts";

export const metal3: Dialect = {
  name: "Metal3",
  abilities: {
    methods: ["static", "static", "dhcp4", "dhcp6", "slaac"],
    bonds: 2,
    bondOptions: true,
    vlans: 3,
    routes: true,
    mtu: "always",
    networks: 2,
    dns: ["network", "all"],
  },
  kept: (wish) => {
    const links = mapNetworks(byKind(wish.links), (network) => ({
      ...network,
      turn: TURNS.indexOf(typeOf(network)),
      // A template says name servers with a route, so that a network without one has none.
      nameServers: routeEntries(network).length > 0 ? network.nameServers : [],
    }));
    return { ...wish, links: links.map((link) => ({ ...link, networks: link.networks.toSorted(byTurn) })) };
  },
  write: (wish) => ({
    "network_data.json": text({
      links: wish.links.map((link) => {
        const entry = linkEntry(link);
        return link.bond === undefined ? entry : { bond_xmit_hash_policy: "", ...entry };
      }),
      networks: documentOf(wish).networks.toSorted((a, b) => turnOf(a) - turnOf(b)).map((
        { services, network_id: _, routes, ...network },
      ) => ({
        ...network,
        routes: (routes as Entry[]).map((route, index) => ({
          ...route,
          services: index === 0 ? services : [],
        })),
      })),
      services: wish.nameServers.map(serviceEntry),
    }),
    "meta_data.json": text({
      uuid: "u",
      name: "rack1-07",
      "metal3-name": "rack1-07",
      "metal3-namespace": "metal3",
      "local-hostname": wish.hostName,
      local_hostname: wish.hostName,
      public_keys: keysOf(wish),
    }),
  }),
};

function byKind(links: readonly WishedLink[]): WishedLink[] {
  const kind = ({ bond, vlan }: WishedLink) => bond !== undefined ? 0 : vlan !== undefined ? 2 : 1;
  return links.toSorted((a, b) => kind(a) - kind(b));
}

/** The order of a template's lists. */
const TURNS = ["ipv4", "ipv6", "ipv4_dhcp", "ipv6_dhcp", "ipv6_slaac"];

function turnOf({ type }: Entry): number {
  return TURNS.indexOf(String(type));
}

function byTurn({ turn: a = 0 }: WishedNetwork, { turn: b = 0 }: WishedNetwork): number {
  return a - b;
}
