/**
 * OVH: nova of an age in which the kind of the port showed through; addresses alone in their network.
 *
 * @module
 */
import type { Dialect } from "../producer.ts";
import { documentOf } from "../schema.ts";
import { collectedDns, keysOf, text } from "./_common.ts";

export const ovh: Dialect = {
  name: "OVH",
  abilities: { methods: ["static", "dhcp4"], hosts: true, mtu: "some", dns: ["network"] },
  kept: (wish) => {
    const { nameServers } = collectedDns(wish);
    return { ...wish, nameServers };
  },
  write: (wish) => {
    const { links, networks, services } = documentOf(wish);
    return {
      "network_data.json": text({
        links: links.map((link) => ({ mtu: null, ...link, type: "bgpovs", vif_id: `vif-${link.id}` })),
        networks,
        services,
      }),
      "meta_data.json": text({
        uuid: "u",
        hostname: wish.hostName,
        name: wish.hostName,
        public_keys: keysOf(wish),
      }),
    };
  },
};
