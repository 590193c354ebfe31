/**
 * What keeps the drive's name servers from programs.
 *
 * @module
 */
import { nameServers, type NetworkConfig } from "../network.ts";
import { noteOn, type Problem, problemIn } from "../problem.ts";
import type { DnsOwner } from "../stacks/stack.ts";
import { RESOLV_CONF } from "./paths.ts";

/** Of an owner who does not bring them all. */
export function problemsOf(config: NetworkConfig, { writer, file = RESOLV_CONF }: DnsOwner): Problem[] {
  const servers = nameServers(config).join(" ");
  if (servers === "") return [];
  if (writer === "nobody") {
    const message =
      `NetworkManager gives the name servers (${servers}) to systemd-resolved alone, which does not start`;
    const action = "no program asks them; enable systemd-resolved.service, or take dns= out of the file";
    return [problemIn(file, message, action, "name-servers-lost")];
  }
  const message =
    `somebody wrote name servers into the file, which are asked in the place of the drive's (${servers})`;
  const action = "it is left alone; take them out of it to have the drive's asked";
  return [noteOn(file, message, action, "name-servers-beside")];
}
