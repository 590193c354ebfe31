/**
 * What is said of the drive as a whole, and of its documents.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const DRIVE = {
  "drive-missing": problem(
    "No device is a config drive, and the setting `drive=required` asks for one.",
    "Attach the drive and boot again, or take the setting away.",
  ),
  "drive-unusable": problem(
    "The config drive cannot be found at the path that was given, cannot be mounted or read, or has no documents.",
    "Look at the path or device that the message names, and make the drive anew if it is damaged.",
  ),
  "drive-of-other-format": problem(
    "The drive has the data of EC2, NoCloud or others, and none of OpenStack's.",
    "Have the drive made in OpenStack's format, with its documents in `openstack/latest`.",
  ),
  "drive-ambiguous": problem(
    "Several devices could as well be the config drive, and one of them had to be taken.",
    "Take the label `config-2` away from those that are not the drive.",
  ),
  "drives-ranked": note(
    "Several devices have the label of a config drive; a medium goes before a disk, and a disk before a partition.",
    "Nothing, if the right one is used; else take the label `config-2` away from it.",
  ),
  "drive-passed-over": note(
    "A device has the label of a config drive, or is mounted as one, but only removable or read-only ones may be it here.",
    "Nothing, if it belongs to somebody else; the setting `drive=any` allows it.",
  ),
  "medium-without-drive": note(
    "The medium that the kernel's command line names by its publisher has no config drive on it.",
    "Nothing; the machine was started without a config drive.",
  ),
  "drive-not-mounted": note(
    "Ironic's agent has a unit that mounts the drive of its ramdisk, and has mounted none.",
    "Nothing, if the machine has none; else see what the unit says, or name the drive with the setting `drive`.",
  ),
  "publisher-missing": problem(
    "The kernel's command line names the drive's publisher, and no drive has that publisher id.",
    "Attach the medium that the machine is started from, or see why the device did not appear.",
  ),
  "drive-still-mounted": problem(
    "The drive was read, but could not be unmounted.",
    "Unmount it by hand, and see who uses it.",
  ),
} as const;

export const DOCUMENTS = {
  "document-unusable": problem(
    "A document of the drive is empty, too large, no plain file, or no JSON.",
    "Mend the document at the line and column that the message names, or have the drive made anew.",
  ),
  "document-of-other-format": problem(
    "The network document is in netplan's or cloud-init's format.",
    "Write `links`, `networks` and `services` as OpenStack's `network_data.json` has them.",
  ),
  "last-document-used": note(
    "The last good drive's document stands in for one that is gone or cannot be used.",
    "Mend the drive; until then the machine keeps what it had.",
  ),
  "list-missing": note(
    "The network document has no `links` or no `networks`.",
    "Look for a typing error in the document's keys; write an empty list if none is meant.",
  ),
  "key-unknown": note(
    "Nobody reads a key; it may be a typing error.",
    "Write the key that the message names as like it, or take the unknown one out.",
  ),
  "object-expected": problem(
    "Where an object has to be is something else.",
    "Write an object, in braces, with the keys of its kind.",
  ),
  "list-expected": problem(
    "Where a list has to be is something else.",
    "Write a list, in brackets, even of one item.",
  ),
  "list-too-long": problem(
    "A list has more items than any machine can have.",
    "Take out what is not meant; only the first items are used.",
  ),
  "field-missing": problem(
    "A field that an entry cannot do without is absent.",
    "Add the field that the message names.",
  ),
  "messages-too-many": problem(
    "So much is wrong with the drive that not everything is listed.",
    "Mend what is listed, and check the drive again with `simple-init validate`.",
  ),
} as const;
