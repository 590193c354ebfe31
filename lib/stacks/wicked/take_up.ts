/**
 * How wicked takes up a card that came after the boot.
 *
 * @module
 */
import type { ActivationStep } from "../stack.ts";
import { DIRECTORY } from "./facts.ts";

/**
 * The card, and what is on it: the bonds and bridges whose files name it among their ports, the VLANs whose files name it, and
 * so on. wicked itself goes with a port to its bond, but not from there to a VLAN, whose file may be as new as the card's.
 */
export const TAKE_UP = `up() {
  names="$names $1"
  for name in $(grep -E "^(BONDING_SLAVE_[0-9]+|ETHERDEVICE)=\\"$1\\"$|^BRIDGE_PORTS=\\"(.* )?$1( .*)?\\"$" ifcfg-* /dev/null |
    sed -n 's/^ifcfg-\\([^:]*\\):.*/\\1/p'); do
    up "$name"
  done
}
cd ${DIRECTORY} && names= && up "$1" && wicked ifup $names`;

export function activate(name: string): ActivationStep[] {
  return [{ run: ["sh", "-c", TAKE_UP, "sh", name] }];
}
