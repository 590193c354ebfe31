/**
 * The drives and far ends that rows are made of.
 *
 * @module
 */
import type { Situation } from "./_row.ts";

/** Milliseconds within which what is stated is there, and the machine online. */
export const LIMIT_MS = 3000;

function ipv4(link: string, address: string, gateway?: string) {
  const routes = gateway === undefined ? [] : [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway }];
  return { type: "ipv4", link, ip_address: address, netmask: "255.255.255.0", routes };
}

function ipv6(link: string, address: string, gateway?: string) {
  const routes = gateway === undefined ? [] : [{ network: "::", netmask: "::", gateway }];
  return { type: "ipv6", link, ip_address: `${address}/64`, routes };
}

const STATED = ipv4("eth5", "192.0.2.10", "192.0.2.1");

/** The last of six cards is the drive's; the others are up, and nobody answers. */
export const SILENT: Situation = {
  cards: [["silent"], ["silent"], ["silent"], ["silent"], ["silent"], ["silent"]],
  networks: [STATED],
};

export const ALONE6: Situation = { cards: [["silent"]], networks: [ipv6("eth0", "2001:db8:5::10")] };

/** A router announces itself to what is stated without a default route of IPv6. */
export const ROUTED: Situation = { cards: [["router"]], networks: [ipv6("eth0", "2001:db8:5::10")] };

/** Routers announce themselves to what is stated with a default route of IPv6 and without, and to a fallback. */
export const HEARD: Situation = {
  cards: [["router"], ["router"], ["router"]],
  networks: [
    ipv4("eth0", "192.0.2.10", "192.0.2.1"),
    ipv6("eth0", "2001:db8:5::10", "2001:db8:5::1"),
    ipv4("eth1", "198.51.100.10"),
  ],
};

/** Beside what is stated a card that the drive says nothing of, with a DHCP server and a router. */
export const FALLBACK: Situation = {
  cards: [["silent"], ["dhcp4", "router"]],
  networks: [ipv4("eth0", "192.0.2.10", "192.0.2.1")],
};

export const DHCP6: Situation = {
  cards: [["dhcp6"]],
  networks: [{ type: "ipv6_dhcpv6-stateful", link: "eth0", routes: [] }],
};
