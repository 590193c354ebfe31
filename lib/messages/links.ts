/**
 * What is said of the drive's links and the machine's cards.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const LINKS = {
  "link-id-twice": problem("Different links have one id.", "Give each link an id of its own."),
  "link-id-odd": note(
    "A link's id has characters that no name has.",
    "Nothing; the id only connects entries of the drive.",
  ),
  "link-type-unknown": note(
    "A link's type is not known, and it is taken for hardware.",
    "Nothing, if the link is hardware; else write `bond`, `linux_bridge` or `vlan`.",
  ),
  "link-by-name": note(
    "A link without a hardware address is the interface of its name.",
    "Nothing, if that is the card; write its hardware address to be sure.",
  ),
  "link-without-mac": problem(
    "A link has no hardware address, and no interface has its name.",
    "Write the card's hardware address as `ethernet_mac_address`.",
  ),
  "mac-ambiguous": problem(
    "Several interfaces have a link's hardware address.",
    "Give the cards different addresses, or tell them apart by their PCI addresses in `devices` of `meta_data.json`.",
  ),
  "card-absent": note(
    "No interface has a link's hardware address.",
    "Nothing, if the card was taken away or is still to come; else compare the address with the machine's.",
  ),
  "card-vlan-tagged": note(
    "A card is passed through as a whole, and the guest tags its VLAN.",
    "Nothing; the network is on that VLAN of the card.",
  ),
  "sysfs-missing": note(
    "A root does not show what interfaces its machine has.",
    "Copy `/sys/class/net/*/` of the machine below it (`type`, `address`, `addr_assign_type`, …), or mount sysfs.",
  ),
  "root-on-network": note(
    "The root file system is on the network, and the cards that lead there are never taken down.",
    "Nothing; what the drive states for them is added to the addresses that they have.",
  ),
  "late-drive-not-told": note(
    "The config drive came late, and the network stack of a machine whose root file system is on the network is not told.",
    "Boot again to have what the drive says, or see why the drive is late.",
  ),
  "root-card-unknown": problem(
    "The root file system is on the network, but no card is found that leads there.",
    "Name the server on the kernel's command line (`nbdroot=`, `netroot=`, …), and see that the initramfs sets a route to it.",
  ),
  "cards-unfinished": problem(
    "After 30 s udev is not done with a card, and the boot goes on with what is there.",
    "Find the rule that takes so long, as with `journalctl -u systemd-udevd`.",
  ),
  "card-without-file": problem(
    "A card's file cannot be written, as something else is in its place, and no other file is about the card.",
    "Take away what is there, and boot again.",
  ),
  "card-not-configured": note(
    "A card is about to stay without a network, as no file of the network stack is about it.",
    "Nothing, if the card is not used; else add it to the drive, or see what is said of it before.",
  ),
  "interface-name-unusable": problem(
    "An interface's name has characters that configuration files cannot hold.",
    "Give the interface another name.",
  ),
  "interface-unknown": problem(
    "The interface that was asked for is not on this machine.",
    "Look for its name with `ip link`.",
  ),
  "mtu-of-ports": note(
    "A bond gets the MTU that its ports can carry.",
    "Nothing, if it is right; else write the MTU at the bond.",
  ),
  "mtu-of-bond": note(
    "A port gets its bond's MTU.",
    "Nothing; write the same MTU at both to be rid of the note.",
  ),
  "mtu-of-vlan": note(
    "A device gets the MTU of a VLAN on it.",
    "Nothing, if it is right; else write the MTU at the device.",
  ),
} as const;

export const VLANS = {
  "vlan-id-twice": problem(
    "Two VLANs on one device have one id.",
    "Put the networks of both on one VLAN, or give one another id.",
  ),
  "vlan-on-port": problem("A VLAN is on a bond's port.", "Put the VLAN on the bond."),
  "vlan-link-unknown": problem(
    "A VLAN is on a link that there is not.",
    "Write the id of a link of this document as `vlan_link`.",
  ),
  "vlan-link-absent": note(
    "A VLAN is on a link that is not configured on this machine.",
    "See what is said of that link.",
  ),
  "vlan-cycle": problem(
    "A VLAN stands on itself.",
    "Put one of the VLANs in the circle on hardware or a bond.",
  ),
  "vlan-too-deep": problem(
    "VLANs are nested deeper than the kernel takes them.",
    "Put the VLAN on a device with fewer VLANs below it.",
  ),
  "vlan-mtu-too-large": problem(
    "A VLAN's MTU is above its parent's.",
    "Raise the MTU of the link below, or lower that of the VLAN.",
  ),
} as const;
