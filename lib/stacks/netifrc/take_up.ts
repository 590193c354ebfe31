/**
 * How netifrc takes up a card that came after the boot.
 *
 * @module
 */
import type { ActivationStep } from "../stack.ts";
import { CONF_D } from "./facts.ts";

/**
 * The card's service, and those of what needs it: bonds and bridges that it is a port of, VLANs, and what is on these. A bond or a
 * bridge that runs takes in no port by itself, and would lose its connections if it were started anew. A bond takes none that
 * is up.
 */
export const TAKE_UP = `up() {
  for file in $(grep -lE "^rc_net_[^=]*_need=\\"(.* )?net\\.$1( .*)?\\"" net.* /dev/null); do
    name=\${file#net.}
    rc-service --ifstopped "net.$name" start
    if grep -qE "^(slaves|bridge)_" "$file" && ! test -e "/sys/class/net/$1/master"; then
      ip link set dev "$1" down && ip link set dev "$1" master "$name" && ip link set dev "$1" up
    fi
    up "$name"
  done
}
cd ${CONF_D} && rc-service --ifstopped "net.$1" start && up "$1"`;

export function activate(name: string): ActivationStep[] {
  return [{ run: ["sh", "-c", TAKE_UP, "sh", name] }];
}
