/**
 * What is said of bonds.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const BONDS = {
  "bond-of-root-card": problem(
    "A bond is not made, as a port of it leads to a root file system on the network, and would have to be taken down.",
    "Have the initramfs make the bond, as dracut does with `bond=`, or use cards for it that do not lead to the root.",
  ),
  "bond-name-foreign": note(
    "A bond's name is one that other software has for its own devices, and it gets another one.",
    "Nothing; give the link another id to be rid of the note.",
  ),
  "bond-mode-missing": note(
    "A bond has no mode.",
    "Write the mode that the switch is set up for as `bond_mode`.",
  ),
  "bond-mode-of-specification": note(
    "A bond's mode is 802.1ad, which means 802.3ad.",
    "Nothing; write `802.3ad` to be rid of the note.",
  ),
  "bond-mode-invalid": problem(
    "A value is no mode of bonds.",
    "Write a mode of the kernel's, such as `802.3ad` or `active-backup`.",
  ),
  "bond-port-invalid": problem("An entry of `bond_links` is no id.", "Write the ids of links, as texts."),
  "bond-port-unusable": problem(
    "A bond's port is unknown, no hardware, or another bond's.",
    "Name hardware of this document in `bond_links`, each in one bond.",
  ),
  "bond-port-absent": note(
    "A bond's port is not on this machine.",
    "Nothing, if the card was taken away or is still to come; else compare its address with the machine's.",
  ),
  "bond-without-ports": problem("A bond names no port.", "Write the ids of its ports into `bond_links`."),
  "bond-ports-absent": note(
    "No port of a bond is on this machine.",
    "See what is said of the ports; compare their addresses with the machine's.",
  ),
  "bond-option-unknown": note(
    "The bonding driver has no such option.",
    "Write the option as the driver calls it, behind `bond_`, or take it out.",
  ),
  "bond-option-invalid": problem(
    "A value is none of an option of bonds.",
    "Write a value that the kernel's bonding driver takes for it.",
  ),
  "bond-option-refused": problem(
    "The kernel refuses an option in this mode, or beside another one.",
    "Take the option out, or choose the mode that it is for.",
  ),
  "bond-option-no-port": problem(
    "An option names a port that the bond has not.",
    "Write the id of one of the bond's ports.",
  ),
  "bond-option-of-port-left": note(
    "A bond's option names a port that an operator's file has.",
    "Nothing, if the port is to stay the operator's.",
  ),
  "bond-delay-rounded": note(
    "A delay is rounded to intervals of `miimon`.",
    "Nothing; write a multiple of `bond_miimon` to be rid of the note.",
  ),
  "bond-unmonitored": note(
    "A bond has no link monitoring, and gets `miimon`.",
    "Nothing; write `bond_miimon` to choose the interval.",
  ),
  "bond-mac-unused": note(
    "A bond of InfiniBand ports takes an address of theirs.",
    "Nothing; take the bond's address out to be rid of the note.",
  ),
} as const;
