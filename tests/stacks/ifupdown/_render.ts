/**
 * Networks and shorthands for the tests of ifupdown's renderer.
 *
 * @module
 */
import type { NetworkConfig } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import type { Rendering } from "../../../lib/stacks/stack.ts";
import { physical, prefix, route, vlan } from "../../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };
const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

export function render(config: NetworkConfig, hasResolvconf = false): Rendering {
  return ifupdown.render(config, { ...TARGET, hasResolvconf });
}

/** Corners that the samples leave out. */
export const MORE: Readonly<Record<string, NetworkConfig>> = {
  "advertisements of every kind": {
    links: [
      physical("eth0", A, { addresses: [prefix("2001:db8::1/64")], routes: [route("::/0", "2001:db8::fe")] }),
      physical("eth1", B, { addresses: [prefix("2001:db8:1::1/64")], routerAdvertisements: "accept" }),
      physical("eth2", A, { addresses: [prefix("192.0.2.1/24")], routerAdvertisements: "ignore" }),
      physical("eth3", A, { dhcp6: "information", routerAdvertisements: "ignore" }),
      physical("eth4", A, { dhcp6: "addresses", routerAdvertisements: "ignore" }),
      physical("eth5", A, { dhcp6: "addresses" }),
      physical("eth6", A, { routes: [route("::/0", "fe80::1")] }),
    ],
  },
  "vlans whose names tell ifup something else": {
    links: [
      physical("lan.1", A),
      vlan("lan.1", 7, { name: "lan.1.7" }),
      vlan("lan.1", 8, { name: "storage", addresses: [prefix("192.0.2.1/24"), prefix("2001:db8::1/64")] }),
      vlan("storage", 9, { name: "storage.10", mtu: 1400 }),
      vlan("storage.10", 11, { name: "storage.10.11" }),
    ],
  },
};
