/**
 * What is said of the machine: operators' files, what earlier boots left, and changes that could not be made.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const OPERATORS = {
  "interface-left": note(
    "An interface is left to an operator's file.",
    "Nothing, if that is meant; else take the interface out of the file.",
  ),
  "bond-left": note(
    "A bond or its ports are left to an operator's files.",
    "Nothing, if that is meant; else take the bond or the ports out of the files.",
  ),
  "bridge-left": note(
    "A bridge or its ports are left to an operator's files.",
    "Nothing, if that is meant; else take the bridge or the ports out of the files.",
  ),
  "vlan-left": note(
    "A VLAN is on a device that is left to an operator's file.",
    "Nothing, if that is meant; else take the device out of the file.",
  ),
  "carrier-left": note(
    "An operator's file has a device on an interface, which gets no DHCP by default.",
    "Nothing, if the interface needs no address of its own; else write it into the file.",
  ),
  "claim-of-other-card": note(
    "An operator's file names an interface, but with another address.",
    "Correct the address in the file if it is meant for this card.",
  ),
  "claim-not-compared": note(
    "An operator's file matches by something that is not compared.",
    "Match by name or hardware address in the file if a card is to be left to it.",
  ),
  "interfaces-not-read": problem(
    "An operator's `/etc/network/interfaces` does not read the network of the drive.",
    "Add the line that the message names, or remove the file.",
  ),
  "file-left": note(
    "A file that should be written was edited or is somebody else's, and stays.",
    "Nothing, if it is as it should be; else delete it and boot again.",
  ),
  "file-left-over": note(
    "A file that is no longer needed was edited, and stays.",
    "Nothing, if it is as it should be; else delete it.",
  ),
  "file-obstructed": problem(
    "Something else is where a file has to be that the network stack needs.",
    "Delete what is there, and boot again.",
  ),
  "edited-file-of-other-card": problem(
    "An edited file stands in the place of a card's own, and is for another card.",
    "Delete the file, or correct the hardware address in it.",
  ),
  "cloud-init-beside": note(
    "On the machine runs cloud-init, which has a file for the network as well.",
    "Have one of the two leave the network alone.",
  ),
  "edited-file-beside": note(
    "A device stands on or under one whose file was edited, and is left as it is.",
    "Nothing, if the edited file says all; else delete it and boot again.",
  ),
} as const;

export const EARLIER = {
  "last-drive-used": note(
    "There is no config drive, and the last one of this machine counts.",
    "Nothing, if it was taken away on purpose; `simple-init seal` forgets it.",
  ),
  "last-drive-of-other": note(
    "The last config drive belonged to another machine, and does not count.",
    "Nothing; the disk was copied or moved, or the instance is a new one.",
  ),
  "network-kept": note(
    "Neither a drive nor a record says what the network is, and files of an earlier boot stay.",
    "Attach the drive and boot again, or delete the files to have DHCP.",
  ),
  "drive-not-kept": note(
    "The drive is too large to be kept for a boot without it.",
    "Leave the drive attached, or make its documents smaller.",
  ),
  "record-invalid": note(
    "A record of an earlier boot is damaged, and counts as absent.",
    "Nothing; it is written anew.",
  ),
  "record-unreadable": problem(
    "A record of an earlier boot cannot be read.",
    "Mend what the message says of the file in `/var/lib/simple-init`.",
  ),
} as const;

export const CHANGES = {
  "file-unreadable": problem(
    "A file or directory of the machine cannot be read, and stays as it is.",
    "Mend what the message says of it, and boot again.",
  ),
  "file-not-editable": problem(
    "A file that needs a line more is no plain text file.",
    "Put a plain file in its place, in UTF-8.",
  ),
  "change-failed": problem(
    "A file cannot be written, or a change cannot be made.",
    "Mend what the message says, such as a full disk or missing rights, and boot again.",
  ),
  "command-failed": problem(
    "A command of the machine could not be run, or failed.",
    "Run it by hand, and see what it says.",
  ),
} as const;

export const IMAGES = {
  "boot-program-unusable": problem(
    "The image that is built has no program that could configure it at boot.",
    "Install the program as the message says, before the hook runs.",
  ),
  "cloud-init-switched-off": note(
    "The image that is built has cloud-init in it, which is switched off.",
    "Nothing; or remove `/etc/cloud/cloud-init.disabled` in a later hook to have it configure the machine as well.",
  ),
  "dhcp-all-interfaces-removed": note(
    "The element dhcp-all-interfaces is in the image, and what starts its DHCP clients is removed.",
    "Nothing; leave the element out to be rid of the note.",
  ),
  "glean-settings-unused": note(
    "The image has settings for units of glean's, which it has not.",
    "Say the same with `DIB_SIMPLE_INIT_OPTIONS`, or remove the file.",
  ),
  "systemd-old": note(
    "The image's systemd is older than some settings of the element's units, which go.",
    "Nothing; the units run with the others.",
  ),
  "image-doubted": note(
    "The hook that checks an image has found something in the way of its network.",
    "Do what the message says; with `DIB_SIMPLE_INIT_CHECK=strict` it fails the build.",
  ),
  "image-refused": problem(
    "The hook that checks an image has found something in the way of its network, and was asked to be strict.",
    "Do what the message says, or build without `DIB_SIMPLE_INIT_CHECK=strict`.",
  ),
} as const;
