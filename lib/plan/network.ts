/**
 * What should change in a machine's network.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { ownership } from "../apply/marker.ts";
import { planFiles, type Planned, planRemovals } from "../apply/network_files.ts";
import { unlessUnreadable } from "../apply/unreadable.ts";
import type { NetworkData } from "../config_drive/network_data.ts";
import type { ConfigDrive } from "../config_drive/drive.ts";
import type { DeviceData } from "../config_drive/meta_data.ts";
import type { NetworkInterface } from "../interfaces.ts";
import { dnsProblems } from "../dns/owner.ts";
import { DROP_IN, RESOLV_CONF } from "../dns/paths.ts";
import * as parts from "../parts.ts";
import { noteOn } from "../problem.ts";
import { type Resolution, resolve } from "../resolve/resolve.ts";
import { STACKS } from "../stacks/mod.ts";
import type { DnsOwner, Stack } from "../stacks/stack.ts";
import { STATE_DIRECTORY } from "../state/record.ts";
import type { System } from "../system/system.ts";
import { findClaims } from "../target.ts";
import { matchesAll, uncovered } from "./coverage.ts";
import type { DriveInForce } from "./drive.ts";
import { editedLinks } from "./edited.ts";
import type { ConfigureOptions } from "./options.ts";
import { networkRootOf, targetFor } from "./root.ts";

/** A document that says nothing. */
const NO_NETWORK: NetworkData = { links: [], networks: [], nameServers: [], searchDomains: [] };

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
    root: networkRootOf(system, interfaces),
    cards: (drive.metaData?.devices ?? []).map((card) => withoutHostsVlan(system, card, interfaces)),
  });
  return { ...resolution, problems: [...problems, ...resolution.problems] };
}

/** The VLAN of a card that the hypervisor makes up (nova's macvtap on a virtual function) is the host's to tag. */
function withoutHostsVlan(
  system: System,
  card: DeviceData,
  interfaces: readonly NetworkInterface[],
): DeviceData {
  const isHosts = card.vlan !== undefined &&
    interfaces.some(({ name, mac }) => mac === card.mac && parts.carriers().isMadeUp(system, name));
  return isHosts ? { ...card, vlan: undefined } : card;
}

/** The drive's network; with `glean_ignore_interfaces`, only its name servers and search domains. */
function networkOf({ network, metaData }: ConfigDrive): NetworkData {
  if (typeof network === "string") return NO_NETWORK;
  if (metaData?.ignoreInterfaces !== true) return network;
  const { nameServers, searchDomains } = network;
  return { ...NO_NETWORK, nameServers, searchDomains };
}

/** What becomes of the network. */
export interface PlannedNetwork extends Planned<Change> {
  /** Links that are left to files of ours that somebody edited, each with its file. */
  readonly left: ReadonlyMap<string, string>;
  /** The programs that files are written for, see `Rendering`. */
  readonly programs: string | undefined;
  /** Whether a file could not be read, so that others may be left as well. */
  readonly isUnsure: boolean;
  /** Files that are there are all that is known of the last good drive, so nothing may take their place. */
  readonly keepsFiles: boolean;
  /** Who writes `/etc/resolv.conf`; undefined where the network has neither name servers nor search domains. */
  readonly dns?: DnsOwner | undefined;
}

/** The changes to the stack's files, and to those of other stacks that an earlier boot wrote. */
export function planNetwork(
  system: System,
  inForce: DriveInForce,
  stack: Stack,
  resolution: Resolution,
  options: ConfigureOptions,
): PlannedNetwork {
  const { config, selected } = resolution;
  const code = stack.code();
  const target = targetFor(system, stack, config);
  const rendering = code.render(config, target);
  const files = [...rendering.files, ...rendering.links ?? []]
    .filter(({ link }) => link === undefined || (selected?.has(link) ?? true));
  // Without /sys nobody knows which interfaces there are.
  const isBlind = system.stat("/sys/class/net") === undefined;
  const wanted = new Set(files.map(({ path }) => path));
  const removals = selected !== undefined || isBlind ? NOTHING : planRemovals(
    system,
    STACKS.flatMap(({ owned }) => owned),
    wanted,
  );
  const ofCloudInit = selected !== undefined || isBlind || !options.dhcpFallback
    ? NOTHING
    : planOfCloudInit(system, stack, wanted);
  const mayKeep = filesMayBeAll(inForce);
  const written = planFiles(system, files, mayKeep ? matchesAll(code, config) : undefined);
  const wouldGo = mayKeep ? [...planFiles(system, files).changes, ...removals.changes].filter(losesOurs) : [];
  const goes = new Set(written.changes.map(({ path }) => path));
  const keepsFiles = wouldGo.some(({ path }) => !goes.has(path));
  const removed = keepsFiles ? KEPT : removals;
  const edited = editedLinks(system, code, config, written.edited);
  const linkOf = new Map(files.map(({ path, link }) => [path, link]));
  return {
    changes: [
      ...written.changes.filter(({ path }) => !isLeft(path, linkOf.get(path), edited.left)),
      ...removed.changes,
      ...ofCloudInit.changes,
    ],
    problems: [
      ...rendering.problems,
      ...(target.dns === undefined ? [] : dnsProblems(config, target.dns)),
      ...written.problems,
      ...edited.problems,
      ...removed.problems,
      ...ofCloudInit.problems,
      ...uncovered(resolution, written.missing, options.dhcpFallback),
    ],
    left: edited.left,
    programs: rendering.programs,
    isUnsure: written.isUnsure,
    keepsFiles,
    dns: target.dns,
  };
}

/** What cloud-init has to do with it costs nothing of the drive's network, whatever is wrong there. */
function planOfCloudInit(system: System, stack: Stack, wanted: ReadonlySet<string>): Planned<Change> {
  return unlessUnreadable<Planned<Change>>(
    CLOUD_INIT,
    () =>
      system.stat(CLOUD_INIT) === undefined
        ? NOTHING
        : parts.cloudInit().planGenerated(system, stack, wanted),
    (problem) => ({ changes: [], problems: [problem] }),
  );
}

/** What it keeps from boot to boot. */
const CLOUD_INIT = "/var/lib/cloud";

/** The name servers of all links are one file: with an edited link nobody knows whose they are. */
function isLeft(path: string, link: string | undefined, left: ReadonlyMap<string, string>): boolean {
  return link === undefined ? left.size > 0 && (path === RESOLV_CONF || path === DROP_IN) : left.has(link);
}

/** What was resolved, without the links that are left to files. */
export function withoutLeft(resolution: Resolution, left: ReadonlyMap<string, string>): Resolution {
  if (left.size === 0) return resolution;
  return {
    ...resolution,
    config: { links: resolution.config.links.filter(({ name }) => !left.has(name)) },
    matches: resolution.matches.map((match) => ({
      ...match,
      claimedBy: left.get(match.device.name) ?? match.claimedBy,
    })),
  };
}

const NOTHING: Planned<Change> = { changes: [], problems: [] };

/** Whether nothing but the files of an earlier boot, if there are any, can tell what the last good drive said. */
export function filesMayBeAll({ drive, source, kept }: DriveInForce): boolean {
  return kept === undefined && (drive.network === "unreadable" || source === undefined);
}

function losesOurs(change: Change): boolean {
  return (change.kind === "update" || change.kind === "remove") &&
    ownership(change.path, change.before) === "ours";
}

const KEPT: Planned<Change> = {
  changes: [],
  problems: [
    noteOn(
      STATE_DIRECTORY,
      "there is neither a config drive with a network nor a record of the last one",
      "the network files of an earlier boot are kept",
      "network-kept",
    ),
  ],
};
