/**
 * Checking a config drive without a machine: every interface that it names counts as there.
 *
 * @module
 */
import type { ConfigDrive } from "../config_drive/drive.ts";
import { isInfinibandMac } from "../mac.ts";
import type { NetworkInterface } from "../interfaces.ts";
import type { Problem } from "../problem.ts";
import { resolve } from "../resolve/resolve.ts";

export interface Validation {
  readonly links: number;
  readonly networks: number;
  readonly problems: readonly Problem[];
}

/** Every problem of a drive, within its documents and between their entries. */
export function validateDrive({ network, networkFile, problems }: ConfigDrive): Validation {
  if (typeof network === "string") return { links: 0, networks: 0, problems };
  const macs = new Set(network.links.flatMap((link) => link.kind === "physical" ? link.mac : []));
  const interfaces = [...macs].map((mac, index): NetworkInterface => ({
    name: `if${index}`,
    mac,
    infiniband: isInfinibandMac(mac),
    hasPermanentMac: true,
    carrier: undefined,
  }));
  const resolution = resolve(network, interfaces, {
    file: networkFile,
    dhcpFallback: true,
    dns: true,
    only: undefined,
    claims: [],
  });
  return {
    links: network.links.length,
    networks: network.networks.length,
    problems: [...problems, ...resolution.problems],
  };
}
