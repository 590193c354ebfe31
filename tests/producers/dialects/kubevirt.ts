/**
 * KubeVirt: the owner's own document in nova's form, and meta data with the cards that have tags.
 *
 * @module
 */
import type { Dialect } from "../producer.ts";
import { documentOf } from "../schema.ts";
import { keysOf, text } from "./_common.ts";

export const kubeVirt: Dialect = {
  name: "KubeVirt",
  abilities: {
    methods: ["static", "dhcp4", "dhcp6", "slaac"],
    routes: true,
    hosts: true,
    vlans: 1,
    mtu: "some",
    networks: 2,
    dns: ["network", "all"],
  },
  kept: (wish) => wish,
  write: (wish) => ({
    "network_data.json": text(documentOf(wish)),
    "meta_data.json": text({
      instance_id: "5a9fc181-957e-5c32-9e5a-2de5e9673531",
      hostname: wish.hostName,
      uuid: "5a9fc181-957e-5c32-9e5a-2de5e9673531",
      devices: wish.cards.map(({ mac }, index) => ({
        type: "nic",
        bus: "pci",
        address: `0000:0${index + 1}:00.0`,
        mac,
        tags: ["net"],
      })),
      public_keys: keysOf(wish),
    }),
  }),
};
