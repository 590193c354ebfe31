/**
 * What is said of the drive's networks, their routes and name servers.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const NETWORKS = {
  "network-type-unknown": problem(
    "A network's type is not known.",
    "Write a type of nova's, such as `ipv4`, `ipv4_dhcp`, `ipv6` or `ipv6_slaac`.",
  ),
  "network-link-unknown": problem(
    "A network is on a link that there is not.",
    "Write the id of a link of this document as `link`.",
  ),
  "network-on-port": problem("A network is on a bond's port.", "Put the network on the bond."),
  "address-family-odd": note(
    "An address is not of the family that the network's type says.",
    "Nothing, if the address is right; else correct it or the type.",
  ),
  "route-without-gateway": note(
    "A route has no gateway.",
    "Nothing, if the network is the link's own; else write the gateway.",
  ),
  "route-family-mixed": problem(
    "A route's gateway is not of the family of its network.",
    "Write a gateway of the same family, IPv4 or IPv6.",
  ),
  "route-host-bits": note(
    "A route's network has host bits.",
    "Nothing, if the route is right; else correct the network or its netmask.",
  ),
  "route-refused": problem(
    "The kernel would refuse a route's gateway.",
    "Write the address of another machine on the link as the gateway.",
  ),
  "routes-ranked": note(
    "Several routes to one destination get metrics.",
    "Nothing, if the first is to be preferred; else put them in another order, or write a `metric`.",
  ),
  "service-unknown": note("A service is no name server.", "Nothing; other services are not configured."),
  "dns-too-many": problem(
    "There are more name servers or search domains than a resolver can use.",
    "Leave those that are needed, the most important first.",
  ),
  "name-servers-lost": problem(
    "Nobody brings the drive's name servers to programs: who is told of them does not start.",
    "Have the one that the message names start, or the network stack write `/etc/resolv.conf` itself.",
  ),
  "name-servers-beside": note(
    "Programs ask other name servers than the drive's, which somebody wrote down.",
    "Nothing, if that is meant; else delete what the message names.",
  ),
  "search-domains-left": note(
    "Search domains have no file, as there is no name server beside them.",
    "Nothing, if DHCP brings the domains; else write a name server as well, or install `resolvconf`.",
  ),
} as const;
