/**
 * What ifup finds in a root.
 *
 * @module
 */
import { unlessUnreadable } from "../../apply/unreadable.ts";
import type { System } from "../../system/system.ts";
import type { DhcpClient, RenderTarget } from "../stack.ts";

/** What cannot be read is as if it were not there. */
export function inspect(system: System): Partial<RenderTarget> {
  return {
    dhcpClient: unlessUnreadable<DhcpClient>("/sbin", () => findDhcpClient(system), () => "dhclient"),
  };
}

/** The first that is there of those that ifup's method `dhcp` looks for, as far as it is known how to ask it. */
function findDhcpClient(system: System): DhcpClient {
  const isThere = (name: string) =>
    ["/sbin", "/usr/sbin"].some((directory) => system.lstat(`${directory}/${name}`) !== undefined);
  return !isThere("dhclient") && isThere("dhcpcd") ? "dhcpcd" : "dhclient";
}
