/**
 * What is said of single values, and of who the machine is.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const VALUES = {
  "text-invalid": problem("A value is no text.", "Write it as a text, in quotation marks."),
  "object-invalid": problem("A value is no object.", "Write it as an object, in braces."),
  "mac-invalid": problem(
    "A value is no hardware address.",
    "Write the card's address as six pairs of hexadecimal digits, or twenty for InfiniBand.",
  ),
  "device-mac-invalid": problem(
    "A value is no hardware address that a device can be given.",
    "Give the device an address that is neither zero nor a group's, or none.",
  ),
  "mtu-invalid": problem("A value is no MTU.", "Write a number from 68 to 65535, or none."),
  "vlan-id-invalid": problem("A value is no VLAN id.", "Write a number from 1 to 4094."),
  "route-metric-invalid": problem(
    "A value is no metric of a route.",
    "Write a number from 1 to 999999999, or none.",
  ),
  "address-invalid": problem(
    "A value is no address that an interface can have.",
    "Write the interface's own IPv4 or IPv6 address; that of a group or of nobody is none.",
  ),
  "route-network-invalid": problem(
    "A value is no address of a network that a route can lead to.",
    "Write the network that the route leads to, and its netmask or length.",
  ),
  "netmask-invalid": problem(
    "A netmask is missing, is none, or contradicts a length.",
    "Write the netmask or the prefix length once, and correctly.",
  ),
  "gateway-invalid": problem(
    "A value is no address of a gateway.",
    "Write the gateway's IPv4 or IPv6 address, or take the route out.",
  ),
  "name-server-invalid": problem(
    "A value is no address of a name server.",
    "Write the name server's IPv4 or IPv6 address; a name does not do.",
  ),
  "search-domain-invalid": problem(
    "A value is no name of a domain.",
    "Write names of letters, digits, hyphens and dots.",
  ),
  "bond-value-invalid": problem(
    "A value of a bond's option is neither a text nor a number.",
    "Write the option as the kernel's bonding driver has it, as a text or a number.",
  ),
} as const;

export const IDENTITY = {
  "host-name-invalid": problem(
    "A text is no host name.",
    "Call the machine by a name of letters, digits, hyphens and dots.",
  ),
  "display-name-unusable": note(
    "The machine's display name is no host name, and another one is taken.",
    "Nothing, if the other name will do.",
  ),
  "host-name-left": note(
    "The host name was changed by somebody after it had been set, and stays.",
    "Nothing, if the name is right; else do what the message says.",
  ),
  "ssh-key-invalid": problem(
    "A line is no OpenSSH public key.",
    "Give the machine the key as `ssh-keygen` writes it into a `.pub` file, whole and in one line.",
  ),
  "certificate-ignored": note(
    "An X.509 certificate stands among the SSH keys.",
    "Nothing; it is for machines with Windows.",
  ),
  "ssh-keys-left-out": problem(
    "The SSH keys cannot be written for the user who should get them.",
    "Mend what the message says of the user, the home or `.ssh`, and boot again.",
  ),
  "ssh-keys-left": note(
    "The SSH keys are left to cloud-init, which is installed.",
    "Nothing, if cloud-init runs; else remove it or disable it with `/etc/cloud/cloud-init.disabled`.",
  ),
} as const;
