/**
 * `BRIDGE_PORTS` of wicked, all in one line, of which it reads 511 bytes with the line break.
 *
 * @module
 */
import type { BridgeLink } from "../../network.ts";
import { type Problem, problemIn } from "../../problem.ts";

const LONGEST = 510 - 'BRIDGE_PORTS=""'.length;

/** As many ports as the line holds. */
export function bridgePorts(ports: readonly string[]): readonly string[] {
  let length = -1;
  return ports.filter((port) => (length += port.length + 1) <= LONGEST);
}

/** What wicked loses of a bridge; `file` is the path of its `ifcfg-` file. */
export function bridgeProblems({ name, ports }: BridgeLink, file: string): Problem[] {
  const lost = ports.slice(bridgePorts(ports).length);
  if (lost.length === 0) return [];
  const message = `wicked reads no line that is long enough for all ports of ${name}`;
  return [
    problemIn(
      file,
      message,
      `it has the first ${ports.length - lost.length} of ${ports.length}`,
      "stack-bridge-port-lost",
    ),
  ];
}
