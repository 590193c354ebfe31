/**
 * CloudStack's `ConfigDriveBuilder`: a default route without a gateway as null, masks of IPv6 in full, keys in one text.
 *
 * @module
 */
import ipaddr from "ipaddr.js";
import type { Dialect } from "../producer.ts";
import { documentOf, type Entry, serviceEntry } from "../schema.ts";
import { collectedDns, text } from "./_common.ts";

export const cloudStack: Dialect = {
  name: "CloudStack",
  abilities: { methods: ["static"], mtu: "always", dns: ["network"], hosts: false },
  kept: collectedDns,
  write: (wish) => {
    const ids = new Map(wish.links.map(({ device }, index) => [device, `eth${index}`]));
    const keys = wish.keys.join("\n");
    const { links, networks } = documentOf(wish);
    return {
      "vendor_data.json": "{}",
      "network_data.json": text({
        links: links.map((link) => ({ ...link, id: ids.get(String(link.id)) })),
        networks: networks.map(({ services: _, ...network }) => ({
          ...network,
          id: ids.get(String(network.link)),
          link: ids.get(String(network.link)),
          netmask: fullMask(String(network.netmask)),
          routes: [{
            gateway: (network.routes as Entry[])[0]?.gateway ?? null,
            netmask: network.type === "ipv4" ? "0.0.0.0" : "0",
            network: network.type === "ipv4" ? "0.0.0.0" : "::",
          }],
        })),
        services: wish.nameServers.map(serviceEntry),
      }),
      "meta_data.json": text({
        name: wish.hostName,
        hostname: wish.hostName,
        instance_id: "i-2-3-VM",
        uuid: "u",
        ...(keys === ""
          ? {}
          : { keys: [{ type: "ssh", data: keys, name: "key" }], public_keys: { key: keys } }),
      }),
    };
  },
};

function fullMask(mask: string): string {
  return mask.includes(":") ? ipaddr.IPv6.parse(mask).toNormalizedString() : mask;
}
