/**
 * Rackspace: in the vendor's data, no types of links and no MTU, addresses in capitals or with dashes, a gateway twice.
 *
 * @module
 */
import ipaddr from "ipaddr.js";
import type { Dialect } from "../producer.ts";
import { documentOf, type Entry } from "../schema.ts";
import { keysOf, text } from "./_common.ts";

export const rackspace: Dialect = {
  name: "Rackspace",
  abilities: { methods: ["static"], routes: true, mtu: "never", dns: ["all"] },
  kept: (wish) => wish,
  write: (wish, random) => {
    const { links, networks, services } = documentOf(wish);
    return {
      "vendor_data.json": text({
        network_info: {
          links: links.map((link) => ({
            ...link,
            type: null,
            mtu: null,
            ethernet_mac_address: odd(link, random()),
          })),
          networks: networks.map(({ services: _, ...network }) => ({
            ...network,
            ...ownGateway(network),
            ...(network.type === "ipv6" ? { netmask: String(lengthOf(String(network.netmask))) } : {}),
          })),
          services,
        },
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

function odd({ ethernet_mac_address: mac }: Entry, random: number): string {
  const capitals = String(mac).toUpperCase();
  return random < 0.5 ? capitals : capitals.replaceAll(":", "-");
}

function ownGateway({ routes }: Entry): Entry {
  const route = (routes as Entry[]).find(({ netmask }) => netmask === "0.0.0.0" || netmask === "::");
  return route === undefined ? {} : { gateway: route.gateway };
}

function lengthOf(mask: string): number {
  return ipaddr.IPv6.parse(mask).prefixLengthFromSubnetMask()!;
}
