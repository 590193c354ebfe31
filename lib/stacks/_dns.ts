/**
 * How the drive's name servers get to programs where a stack's own files do not bring them there. Most targets need nothing
 * of it.
 *
 * @module
 */
import type { NetworkConfig } from "../network.ts";
import type { Problem } from "../problem.ts";
import * as parts from "./parts.ts";
import type { DnsOwner, RenderedFile } from "./stack.ts";

/** Where nothing is known of a target. */
export const BY_FILE: DnsOwner = { writer: "simple-init", how: "file" };

/** The file that brings them there. */
export function dnsFiles(config: NetworkConfig, dns: DnsOwner | undefined): RenderedFile[] {
  return dns?.how === "file" || dns?.how === "drop-in" ? parts.dns().filesOf(config, dns) : [];
}

/** Search domains for which there is no file: without a server of its own the network leaves it to a DHCP client. */
export function lostSearchDomains(config: NetworkConfig, dns: DnsOwner | undefined): Problem[] {
  return dns?.how === "file" ? parts.dns().lostDomains(config) : [];
}
