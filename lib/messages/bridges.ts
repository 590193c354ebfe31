/**
 * What is said of bridges.
 *
 * @module
 */
import { note, problem } from "./message.ts";

export const BRIDGES = {
  "bridge-of-root-card": problem(
    "A bridge is not made, as a port of it leads to a root file system on the network, and would lose its addresses.",
    "Have the initramfs make the bridge, as dracut does with `bridge=`, or use cards for it that do not lead to the root.",
  ),
  "bridge-name-foreign": note(
    "A bridge's name is one that other software has for its own devices, and it gets another one.",
    "Nothing; give the link another id to be rid of the note.",
  ),
  "bridge-stp-invalid": problem(
    "A value is no switch for the spanning tree protocol.",
    "Write `on` or `off` as `bridge_stp`.",
  ),
  "bridge-port-invalid": problem(
    "An entry of a bridge's ports is no id.",
    "Write the ids of links, as texts.",
  ),
  "bridge-port-unusable": problem(
    "A bridge's port is unknown, InfiniBand, a bridge or on one, or another bond's or bridge's.",
    "Name hardware, bonds or VLANs of this document in `bridge_links`, each in one bridge.",
  ),
  "bridge-port-absent": note(
    "A bridge's port is not on this machine.",
    "Nothing, if the card was taken away or is still to come; else compare its address with the machine's.",
  ),
  "bridge-without-ports": problem(
    "A bridge names no port.",
    "Write the ids of its ports into `bridge_links`.",
  ),
  "bridge-ports-absent": note(
    "No port of a bridge is on this machine, or free.",
    "See what is said of the ports; compare their addresses with the machine's.",
  ),
  "bridge-mtu-too-large": problem(
    "A bridge's MTU is above that of a port.",
    "Raise the MTU of the ports, or lower that of the bridge.",
  ),
  "mtu-of-bridge": note(
    "A port gets its bridge's MTU.",
    "Nothing, if it is right; else write the MTU at the port.",
  ),
  "network-of-bridge-port": note(
    "A network is on a bridge's port, and the bridge gets it.",
    "Nothing; put the network on the bridge to be rid of the note.",
  ),
} as const;
