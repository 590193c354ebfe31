/**
 * What a network stack has no words for.
 *
 * @module
 */
import { note, problem } from "./message.ts";

const OTHER_STACK = "use another network stack, see CONFORMANCE.md";

export const STACKS = {
  "stack-bond-option-lost": problem(
    "The stack cannot set an option of a bond.",
    `Do without the option, or ${OTHER_STACK}.`,
  ),
  "stack-bond-option-new": note(
    "Older versions of the stack do not know an option of a bond.",
    "Nothing, if the stack is new enough.",
  ),
  "stack-bond-port-lost": problem(
    "The stack cannot take a port into a bond.",
    `Name another primary port, or ${OTHER_STACK}.`,
  ),
  "stack-device-name": problem(
    "The stack takes a device's name for something else.",
    `Give the device another name, or ${OTHER_STACK}.`,
  ),
  "stack-bridge-port-lost": problem(
    "The stack cannot take a port into a bridge.",
    `Give the bridge fewer ports, or ${OTHER_STACK}.`,
  ),
  "stack-bridge-program": note(
    "Older versions of the stack make bridges with a program that may not be there.",
    "Nothing, if the stack is new enough, or the program is installed.",
  ),
  "stack-vlan-lost": problem(
    "The stack cannot make a VLAN, or not in time.",
    `Give the VLAN or the device below it another name, or ${OTHER_STACK}.`,
  ),
  "stack-address-lost": problem(
    "The stack cannot set an address.",
    `Do without the address, or ${OTHER_STACK}.`,
  ),
  "stack-route-lost": problem("The stack cannot set a route.", `Do without the route, or ${OTHER_STACK}.`),
  "stack-metric-lost": problem(
    "The stack cannot give routes that are learned a metric.",
    `See that routers advertise on one link only, or ${OTHER_STACK}.`,
  ),
  "stack-metric-of-kernel": note(
    "Routes that are learned have the kernel's metric.",
    "Nothing, if the other default routes have metrics that fit.",
  ),
  "stack-waits-in-turn": note(
    "The stack waits for the addresses of one link after the other.",
    `Nothing, if the machine may be online some seconds later; else ${OTHER_STACK}.`,
  ),
  "stack-addresses-anew": note(
    "The stack sets stated addresses anew when it first hears a router.",
    `Nothing, if the machine may be online some seconds later; else give the drive a default route of IPv6, or ${OTHER_STACK}.`,
  ),
  "stack-name-server-lost": problem(
    "The stack cannot ask a name server.",
    `Write a name server of a family that a link has, or ${OTHER_STACK}.`,
  ),
  "stack-name-servers-few": note(
    "The stack takes the first name servers only.",
    "Nothing, if the first are enough; else put the most important first.",
  ),
  "stack-dhcp6-lost": problem(
    "The stack cannot ask DHCPv6 for information alone.",
    `Let the link accept router advertisements, or ${OTHER_STACK}.`,
  ),
  "stack-dhcp6-router": problem(
    "The stack asks DHCPv6 only where a router announces itself.",
    `Have a router announce itself, or ${OTHER_STACK}.`,
  ),
  "ifup-client-dhcp6": problem(
    "The DHCP client that ifup would run does not ask for IPv6.",
    "Install dhcpcd or ISC's dhclient.",
  ),
  "ifup-client-address": problem(
    "The DHCP client that ifup would run takes stated addresses away.",
    "Install dhcpcd or ISC's dhclient, or state the address alone.",
  ),
  "ifup-client-dns": problem(
    "The DHCP client that ifup would run replaces the drive's name servers by those of a lease.",
    "Install dhcpcd or ISC's dhclient.",
  ),
  "ifup-client-metric": note(
    "The DHCP client that ifup would run sets routes without a metric.",
    "Nothing, if it does not matter which of several links the default route is on; else install dhcpcd.",
  ),
  "stack-root-without-dhcp": note(
    "The stack's DHCP client could take a card down that leads to a root file system on the network, and is not started.",
    "Nothing, if the address is the machine's own; its lease is not renewed. Write name servers into the drive.",
  ),
  "stack-root-as-found": note(
    "The stack leaves a card that leads to a root file system on the network as the initramfs has set it up.",
    "Nothing, if the addresses are the same; else have the initramfs set up what the drive says.",
  ),
  "stack-root-at-shutdown": note(
    "The stack takes a card down at shutdown that leads to a root file system on the network, unless it is told.",
    "See that one of the two settings is there that the message names.",
  ),
  "stack-mtu-raised": problem(
    "The stack raises an MTU that is too small for IPv6.",
    `Write an MTU of 1280 or more, or ${OTHER_STACK}.`,
  ),
} as const;
