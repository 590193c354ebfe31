/**
 * What should change in a machine's network.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { planFiles, type Planned, planRemovals } from "../apply/network_files.ts";
import type { NetworkData } from "../config_drive/network_data.ts";
import type { ConfigDrive } from "../config_drive/drive.ts";
import type { NetworkInterface } from "../interfaces.ts";
import { type Resolution, resolve } from "../resolve/resolve.ts";
import { STACKS } from "../stacks/mod.ts";
import type { Stack } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { findClaims, inspectTarget } from "../target.ts";
import type { DriveInForce } from "./drive.ts";
import type { ConfigureOptions } from "./options.ts";

/** The drive's network on this machine's interfaces, under a stack. */
export function resolveNetwork(
  system: System,
  options: ConfigureOptions,
  drive: ConfigDrive,
  interfaces: readonly NetworkInterface[],
  stack: Stack,
): Resolution {
  const { claims, problems } = findClaims(system, stack);
  const resolution = resolve(networkOf(drive), interfaces, {
    file: drive.networkFile,
    dhcpFallback: options.dhcpFallback,
    dns: options.dns,
    only: options.only,
    claims,
  });
  return { ...resolution, problems: [...problems, ...resolution.problems] };
}

const NO_NETWORK: NetworkData = { links: [], networks: [], nameServers: [] };

/** The drive's network; with `glean_ignore_interfaces`, only its name servers. */
function networkOf({ network, metaData }: ConfigDrive): NetworkData {
  if (typeof network === "string") return NO_NETWORK;
  if (metaData?.ignoreInterfaces !== true) return network;
  return { ...NO_NETWORK, nameServers: network.nameServers };
}

/** The changes to the stack's files, and to those of other stacks that an earlier boot wrote. */
export function planNetwork(
  system: System,
  { drive, source, hasRecord }: DriveInForce,
  stack: Stack,
  { config, selected }: Resolution,
): Planned<Change> {
  const rendering = stack.code().render(config, inspectTarget(system));
  const files = [...rendering.files, ...rendering.links ?? []]
    .filter(({ link }) => link === undefined || (selected?.has(link) ?? true));
  // Without a record of the last good drive its files are all that there is of it.
  const lastGoodCounts = drive.network === "unreadable" || (source === undefined && !hasRecord);
  const written = planFiles(system, files, lastGoodCounts);
  // Without /sys nobody knows which interfaces there are.
  const isBlind = system.stat("/sys/class/net") === undefined;
  const removed = selected !== undefined || lastGoodCounts || isBlind
    ? { changes: [], problems: [] }
    : planRemovals(
      system,
      STACKS.flatMap(({ owned }) => owned),
      new Set(files.map(({ path }) => path)),
    );
  return {
    changes: [...written.changes, ...removed.changes],
    problems: [...rendering.problems, ...written.problems, ...removed.problems],
  };
}
