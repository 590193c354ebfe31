/**
 * A machine with two cards, which its drive gives static addresses.
 *
 * @module
 */
import { PAIR_NICS } from "./_hardware.ts";
import type { NetworkState } from "./_state.ts";

/** The drive of two cards with static addresses. */
export const PAIR = {
  links: [
    { id: "l0", type: "phy", ethernet_mac_address: PAIR_NICS.first.mac },
    { id: "l1", type: "phy", ethernet_mac_address: PAIR_NICS.second.mac },
  ],
  networks: [
    {
      id: "n0",
      link: "l0",
      type: "ipv4",
      ip_address: "192.0.2.10",
      netmask: "255.255.255.0",
      gateway: "192.0.2.1",
    },
    { id: "n1", link: "l1", type: "ipv4", ip_address: "198.51.100.10", netmask: "255.255.255.0" },
  ],
  services: [],
};

export const UP = { works: true, mtu: 1500 };

/** What it comes to. */
export const PAIR_NETWORK: NetworkState = {
  devices: {
    first: { ...UP, addresses: ["192.0.2.10/24"] },
    second: { ...UP, addresses: ["198.51.100.10/24"] },
  },
  routes: ["default via 192.0.2.1 dev first"],
  nameServers: [],
};
