/**
 * NetworkManager, and who it tells of name servers.
 *
 * @module
 */
import { networkManagerDns } from "../stacks/networkmanager/dns.ts";
import type { DnsOwner } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { RESOLV_CONF } from "./paths.ts";
import { byResolved } from "./resolved.ts";
import type { Signs } from "./signs.ts";

/**
 * It writes its own file for a link to it, whatever it is told, and by default replaces any plain file; other links it leaves alone. A
 * file of ours in the place of one that nobody fills is as good as a plain file.
 */
export function byNetworkManager(signs: Signs): DnsOwner | undefined {
  const { root, there } = signs;
  const { dns, rcManager, global } = networkManagerDns(root);
  if (global !== undefined) return { writer: "somebody", how: "none", file: global.file };
  if (there.kind === "link") {
    if (there.to === "NetworkManager") return { writer: "NetworkManager", how: "stack" };
    if (there.to === "systemd-resolved" && signs.startsResolved()) {
      return { writer: "systemd-resolved", how: "stack" };
    }
  }
  if (dns?.value === "none" || rcManager?.value === "unmanaged") {
    // Who switched it off may have gone on with the file that it had left.
    const isTakenOver = there.kind === "generated" && there.by === "NetworkManager";
    return isTakenOver ? { writer: "somebody", how: "file" } : undefined;
  }
  if (dns?.value === "systemd-resolved") return byResolvedAlone(signs, dns.file, rcManager?.value);
  if (there.kind === "link" && signs.isThere(`/sbin/${there.to}`, `/usr/sbin/${there.to}`)) {
    // It runs the program that the link is of.
    return { writer: "NetworkManager", how: "stack" };
  }
  if (there.kind === "somebodys" && isLink(root)) return { writer: "somebody", how: "file" };
  return signs.isStandIn() ? undefined : { writer: "NetworkManager", how: "stack" };
}

function isLink(root: System): boolean {
  return root.lstat(RESOLV_CONF)?.kind === "symlink";
}

/** It then leaves `/etc/resolv.conf` alone, unless it is told how to write that: with the address of the one that is told. */
function byResolvedAlone(signs: Signs, file: string, rcManager = "auto"): DnsOwner | undefined {
  if (signs.startsResolved()) return byResolved(signs);
  return rcManager === "auto" ? undefined : { writer: "nobody", how: "none", file };
}
