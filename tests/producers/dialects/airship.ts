/**
 * Airship's BareMetalHost templates: cards by their names, no hardware address anywhere.
 *
 * @module
 */
import type { Dialect } from "../producer.ts";
import { documentOf } from "../schema.ts";
import type { WishedLink } from "../wish.ts";
import { keysOf, text } from "./_common.ts";

export const airship: Dialect = {
  name: "Airship",
  abilities: {
    methods: ["static", "static", "dhcp4"],
    bonds: 2,
    bondOptions: true,
    vlans: 3,
    routes: true,
    mtu: "always",
    dns: ["all"],
  },
  kept: (wish) => ({
    ...wish,
    links: wish.links.map((link) => link.vlan === undefined ? link : withoutMac(link)),
  }),
  write: (wish) => {
    const { links, networks, services } = documentOf(wish);
    return {
      "network_data.json": text({
        links: links.map(({ ethernet_mac_address: _, vlan_mac_address: __, ...link }) => ({
          ...link,
          name: link.id,
        })),
        networks,
        services,
      }),
      "meta_data.json": text({ uuid: "u", name: wish.hostName, public_keys: keysOf(wish) }),
    };
  },
};

function withoutMac({ mac: _, ...link }: WishedLink): WishedLink {
  return link;
}
