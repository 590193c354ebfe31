/**
 * Bifrost's role for static addresses: numbers as texts, ids that are addresses, the VLAN before its card.
 *
 * @module
 */
import type { Dialect } from "../producer.ts";
import { documentOf, type Entry } from "../schema.ts";
import { keysOf, text } from "./_common.ts";

export const bifrost: Dialect = {
  name: "bifrost",
  abilities: { methods: ["static"], vlans: 1, mtu: "always", dns: ["network"] },
  kept: (wish) => ({ ...wish, links: wish.links.toReversed() }),
  write: (wish) => {
    const document = documentOf(wish);
    const macs = new Map(wish.cards.map(({ device, mac }) => [device, mac]));
    const idOf = (device: unknown) => macs.get(String(device)) ?? `vlan-${device}`;
    return {
      "network_data.json": text({
        links: document.links.map((link) => ({
          ...link,
          id: idOf(link.id),
          mtu: String(link.mtu),
          ...(link.type === "vlan" ? { vlan_id: String(link.vlan_id), vlan_link: idOf(link.vlan_link) } : {}),
        })),
        networks: document.networks.map(({ services, ...network }) => ({
          ...network,
          link: idOf(network.link),
          dns_nameservers: (services as Entry[]).map(({ address }) => address),
        })),
        services: [],
      }),
      "meta_data.json": text({ uuid: "u", name: wish.hostName, public_keys: keysOf(wish) }),
    };
  },
};
