/**
 * The stanza of a card that leads to the root file system. It is up already, with addresses, and only ever gets more: ifup's
 * method `static` fails on an address that is there, dhclient takes all of them away when a lease ends, and `ifdown -a`, as at
 * shutdown, takes the card down unless the last line is there.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import type { Link } from "../../network.ts";
import { deviceOptions } from "./device.ts";
import { dnsOptions, routeCommand, type Surroundings } from "./stanzas.ts";

export function keptStanza(link: Link, { vlans }: Pick<Surroundings, "vlans">): string {
  const options = [
    ...deviceOptions(link, vlans),
    ...link.addresses.map((address) => `up ip addr replace ${prefixText(address)} dev ${link.name} || true`),
    ...link.routes.map((route) => `up ${routeCommand(link, route)} || true`),
    ...dnsOptions(link),
  ];
  const lines = options.map((option) => `    ${option}\n`).join("");
  return `iface ${link.name} inet manual\n${lines}no-auto-down ${link.name}\n`;
}
