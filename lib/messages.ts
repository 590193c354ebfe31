/**
 * Every message of the program by its code, which stays the same whatever the sentence is. `MESSAGES.md` is made of this
 * table; a boot needs no more of it than the types.
 *
 * @module
 */

export interface MessageMeaning {
  /**
   * `problem`: the machine has less than the drive says, through a fault that somebody can mend, in the drive or on the disk.
   * `note`: it is odd but complete, or about a card that is not there.
   */
  readonly kind: "problem" | "note";
  /** A sentence, in general terms. */
  readonly means: string;
}

const problem = (means: string) => ({ kind: "problem" as const, means });
const note = (means: string) => ({ kind: "note" as const, means });

export const MESSAGES = {
  // documents
  "document-unusable": problem("A document of the drive is empty, too large, no plain file, or no JSON."),
  "document-of-other-format": problem("The network document is in netplan's or cloud-init's format."),
  "drive-of-other-format": problem(
    "The drive has the data of EC2, NoCloud or others, and none of OpenStack's.",
  ),
  "last-document-used": note(
    "The last good drive's document stands in for one that is gone or cannot be used.",
  ),
  "list-missing": note("The network document has no `links` or no `networks`."),
  "key-unknown": note("Nobody reads a key; it may be a typing error."),
  "object-expected": problem("Where an object has to be is something else."),
  "list-expected": problem("Where a list has to be is something else."),
  "list-too-long": problem("A list has more items than any machine can have."),
  "field-missing": problem("A field that an entry cannot do without is absent."),
  // values
  "text-invalid": problem("A value is no text."),
  "object-invalid": problem("A value is no object."),
  "mac-invalid": problem("A value is no hardware address."),
  "device-mac-invalid": problem("A value is no hardware address that a device can be given."),
  "mtu-invalid": problem("A value is no MTU."),
  "vlan-id-invalid": problem("A value is no VLAN id."),
  "route-metric-invalid": problem("A value is no metric of a route."),
  "address-invalid": problem("A value is no address that an interface can have."),
  "route-network-invalid": problem("A value is no address of a network."),
  "netmask-invalid": problem("A netmask is missing, is none, or contradicts a length."),
  "gateway-invalid": problem("A value is no address of a gateway."),
  "name-server-invalid": problem("A value is no address of a name server."),
  "search-domain-invalid": problem("A value is no name of a domain."),
  "bond-value-invalid": problem("A value is neither a text nor a number."),
  // identity
  "host-name-invalid": problem("A text is no host name."),
  "display-name-unusable": note("The machine's display name is no host name, and another one is taken."),
  "ssh-key-invalid": problem("A line is no OpenSSH public key."),
  "certificate-ignored": note("An X.509 certificate stands among the SSH keys."),
  // links
  "link-id-twice": problem("Different links have one id."),
  "link-id-odd": note("A link's id has characters that no name has."),
  "link-type-unknown": note("A link's type is not known, and it is taken for hardware."),
  "link-by-name": note("A link without a hardware address is the interface of its name."),
  "link-without-mac": problem("A link has no hardware address, and no interface has its name."),
  "mac-ambiguous": problem("Several interfaces have a link's hardware address."),
  "card-absent": note("No interface has a link's hardware address."),
  "card-vlan-tagged": note("A card is passed through as a whole, and the guest tags its VLAN."),
  "interface-name-unusable": problem(
    "An interface's name has characters that configuration files cannot hold.",
  ),
  "interface-unknown": problem("The interface that was asked for is not on this machine."),
  // bonds
  "bond-mode-missing": note("A bond has no mode."),
  "bond-mode-of-specification": note("A bond's mode is 802.1ad, which means 802.3ad."),
  "bond-mode-invalid": problem("A value is no mode of bonds."),
  "bond-port-invalid": problem("An entry of `bond_links` is no id."),
  "bond-port-unusable": problem("A bond's port is unknown, no hardware, or another bond's."),
  "bond-port-absent": note("A bond's port is not on this machine."),
  "bond-without-ports": problem("A bond names no port."),
  "bond-ports-absent": note("No port of a bond is on this machine."),
  "bond-option-unknown": note("The bonding driver has no such option."),
  "bond-option-invalid": problem("A value is none of an option of bonds."),
  "bond-option-refused": problem("The kernel refuses an option in this mode, or beside another one."),
  "bond-option-no-port": problem("An option names a port that the bond has not."),
  "bond-option-of-port-left": note("A bond's option names a port that an operator's file has."),
  "bond-delay-rounded": note("A delay is rounded to intervals of `miimon`."),
  "bond-unmonitored": note("A bond has no link monitoring, and gets `miimon`."),
  "bond-mac-unused": note("A bond of InfiniBand ports takes an address of theirs."),
  // VLANs
  "vlan-id-twice": problem("Two VLANs on one device have one id."),
  "vlan-on-port": problem("A VLAN is on a bond's port."),
  "vlan-link-unknown": problem("A VLAN is on a link that there is not."),
  "vlan-link-absent": note("A VLAN is on a link that is not configured on this machine."),
  "vlan-cycle": problem("A VLAN stands on itself."),
  "vlan-too-deep": problem("VLANs are nested deeper than the kernel takes them."),
  "vlan-mtu-too-large": problem("A VLAN's MTU is above its parent's."),
  "mtu-of-ports": note("A bond gets the MTU that its ports can carry."),
  "mtu-of-bond": note("A port gets its bond's MTU."),
  "mtu-of-vlan": note("A device gets the MTU of a VLAN on it."),
  // networks
  "network-type-unknown": problem("A network's type is not known."),
  "network-link-unknown": problem("A network is on a link that there is not."),
  "network-on-port": problem("A network is on a bond's port."),
  "address-family-odd": note("An address is not of the family that the network's type says."),
  "route-without-gateway": note("A route has no gateway."),
  "route-family-mixed": problem("A route's gateway is not of the family of its network."),
  "route-host-bits": note("A route's network has host bits."),
  "route-refused": problem("The kernel would refuse a route's gateway."),
  "routes-ranked": note("Several routes to one destination get metrics."),
  "service-unknown": note("A service is no name server."),
  "dns-too-many": problem("There are more name servers or search domains than a resolver can use."),
  "search-domains-left": note("Search domains have no file, as there is no name server beside them."),
  // operators' files
  "interface-left": note("An interface is left to an operator's file."),
  "bond-left": note("A bond or its ports are left to an operator's files."),
  "vlan-left": note("A VLAN is on a device that is left to an operator's file."),
  "carrier-left": note("An operator's file has a device on an interface, which gets no DHCP by default."),
  "claim-of-other-card": note("An operator's file names an interface, but with another address."),
  "claim-not-compared": note("An operator's file matches by something that is not compared."),
  "interfaces-not-read": problem(
    "An operator's `/etc/network/interfaces` does not read the network of the drive.",
  ),
  // network stacks
  "stack-bond-option-lost": problem("The stack cannot set an option of a bond."),
  "stack-bond-option-new": note("Older versions of the stack do not know an option of a bond."),
  "stack-device-name": problem("The stack takes a device's name for something else."),
  "stack-vlan-lost": problem("The stack cannot make a VLAN, or not in time."),
  "stack-address-lost": problem("The stack cannot set an address."),
  "stack-route-lost": problem("The stack cannot set a route."),
  "stack-metric-lost": problem("The stack cannot give routes that are learned a metric."),
  "stack-metric-of-kernel": note("Routes that are learned have the kernel's metric."),
  "stack-name-server-lost": problem("The stack cannot ask a name server."),
  "stack-name-servers-few": note("The stack takes the first name servers only."),
  "stack-dhcp6-lost": problem("The stack cannot ask DHCPv6 for information alone."),
  "stack-mtu-raised": problem("The stack raises an MTU that is too small for IPv6."),
} as const;

type Codes = typeof MESSAGES;

/** The codes of problems, and those of notes. */
export type ProblemCode = {
  [Code in keyof Codes]: Codes[Code]["kind"] extends "problem" ? Code : never;
}[keyof Codes];
export type NoteCode = Exclude<keyof Codes, ProblemCode>;
export type MessageCode = ProblemCode | NoteCode;
