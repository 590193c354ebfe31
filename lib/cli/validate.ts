/**
 * Checking a config drive without a machine: every interface that it names counts as there.
 *
 * @module
 */
import type { ConfigDrive } from "../config_drive/drive.ts";
import type { NetworkData } from "../config_drive/network_data.ts";
import { isPlainDeviceName } from "../device_name.ts";
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
export function validateDrive({ network, networkFile, metaData, problems }: ConfigDrive): Validation {
  if (typeof network === "string") return { links: 0, networks: 0, problems };
  const resolution = resolve(network, namedInterfaces(network), {
    file: networkFile,
    dhcpFallback: true,
    dns: true,
    only: undefined,
    claims: [],
    cards: metaData?.devices ?? [],
  });
  return {
    links: network.links.length,
    networks: network.networks.length,
    problems: [...problems, ...resolution.problems],
  };
}

function namedInterfaces({ links }: NetworkData): NetworkInterface[] {
  const hardware = links.filter((link) => link.kind === "physical");
  const macs = new Set(hardware.flatMap(({ mac }) => mac ?? []));
  const names = new Set(hardware.flatMap(({ mac, name, id }) => mac === undefined ? name ?? id : []));
  const card = (name: string, mac: string): NetworkInterface => ({
    name,
    mac,
    infiniband: isInfinibandMac(mac),
    hasPermanentMac: true,
    carrier: undefined,
  });
  return [
    ...[...macs].map((mac, index) => card(`if${index}`, mac)),
    ...[...names].filter(isPlainDeviceName).map((name) => card(name, "")),
  ];
}
