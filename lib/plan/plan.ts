/**
 * Discover, parse, resolve and render, in a row: what a boot would change.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { mainAddress } from "../apply/hosts.ts";
import type { Planned } from "../apply/network_files.ts";
import type { DriveLocation, OnWait } from "../config_drive/policy.ts";
import { openDrive } from "../config_drive/open.ts";
import { discoverInterfaces, INTERFACES, type NetworkInterface } from "../interfaces.ts";
import type { Distribution } from "../os_release.ts";
import { noteOn, type Problem } from "../problem.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { Choice } from "../stacks/choose.ts";
import { stackOf } from "../stacks/mod.ts";
import type { DnsOwner } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { planLastDrive } from "../state/last_drive.ts";
import { driveInForce } from "./drive.ts";
import { planIdentity } from "./identity.ts";
import { filesMayBeAll, planNetwork, resolveNetwork, withoutLeft } from "./network.ts";
import { type ConfigureOptions, DEFAULT_OPTIONS } from "./options.ts";
import { chooseFor } from "./stack.ts";

export interface Plan {
  /** Where the drive is; undefined: there is none, and the last good one counts, if there is one. */
  readonly source: string | undefined;
  readonly networkFile: string | undefined;
  readonly distribution: Distribution;
  readonly choice: Choice;
  /** The programs that the stack's files are written for, where a stack of one name is several. */
  readonly programs: string | undefined;
  readonly resolution: Resolution;
  /** Who writes `/etc/resolv.conf`; undefined where the network has neither name servers nor search domains. */
  readonly dns: DnsOwner | undefined;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

/** What `boot` would do. Reads only. */
export function makePlan(host: System, given: Partial<ConfigureOptions>, onWait?: OnWait): Plan {
  const options = { ...DEFAULT_OPTIONS, ...given };
  return planWith(host, options, { settle: (resolution) => resolution, apply: () => {} }, onWait);
}

/** What a boot does while it plans. */
export interface Meanwhile {
  /** Brings what was resolved up to date, before files are made of it: a boot waits for cables there. */
  settle(resolution: Resolution, choice: Choice): Resolution;
  /**
   * Gets the changes as soon as they are known, those of the network first: whatever it takes to read who may log in, and
   * be it the process, the network is there.
   */
  apply(changes: readonly Change[]): void;
}

/** The plan of one run. */
export function planWith(
  host: System,
  options: ConfigureOptions,
  { settle, apply }: Meanwhile,
  onWait?: OnWait,
): Plan {
  const { root } = options;
  const opened = openDrive(host, driveLocation(options), onWait);
  const system = host.rooted(root);
  const interfaces = discoverInterfaces(system);
  const inForce = driveInForce(system, opened, interfaces, options.drive);
  const { distribution, choice, problems } = chooseFor(system, options.renderer);
  const stack = stackOf(choice.stack);
  const resolved = settle(resolveNetwork(system, options, inForce.drive, interfaces, stack), choice);
  const network = options.network ? planNetwork(system, inForce, stack, resolved, options) : {
    ...NOTHING,
    left: new Map(),
    programs: undefined,
    dns: undefined,
    isUnsure: false,
    keepsFiles: filesMayBeAll(inForce),
  };
  const resolution = withoutLeft(resolved, network.left);
  const address = inForce.drive.network === "unreadable" || network.isUnsure || network.left.size > 0
    ? "unknown"
    : mainAddress(resolution.config);
  apply(network.changes);
  const others = [
    options.only === undefined && !network.keepsFiles
      ? planLastDrive(system, inForce.machine, inForce.drive.texts, inForce.kept)
      : NOTHING,
    planIdentity(system, options, inForce, address),
  ];
  apply(others.flatMap(({ changes }) => changes));
  const planned = [network, ...others];
  return {
    source: inForce.source,
    networkFile: inForce.drive.network === "absent" ? undefined : inForce.drive.networkFile,
    distribution,
    choice,
    programs: network.programs,
    resolution,
    dns: network.dns,
    changes: planned.flatMap(({ changes }) => changes),
    problems: unique([
      ...inForce.problems,
      ...(options.network ? withoutSysfs(system, interfaces) : []),
      ...problems,
      ...resolution.problems,
      ...planned.flatMap(({ problems }) => problems),
    ]),
  };
}

const NOTHING: Planned<Change> = { changes: [], problems: [] };

/** A root that somebody has made may lack what a kernel would show of the machine. */
function withoutSysfs(system: System, interfaces: readonly NetworkInterface[]): Problem[] {
  if (interfaces.length > 0 || system.readDirectory(INTERFACES) !== undefined) return [];
  return [
    noteOn(INTERFACES, "there is no such directory", "no interface of the machine is known", "sysfs-missing"),
  ];
}

/** Where the options have the drive looked for. A run for one interface comes after a boot that has waited. */
export function driveLocation(
  { root, configDrive, drive, driveWait, only }: ConfigureOptions,
): DriveLocation {
  return { root, given: configDrive, policy: drive, waitMs: driveWait, expects: only === undefined };
}

/** A directory that cannot be read is looked at more than once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
