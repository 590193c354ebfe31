/**
 * The five verbs in a row: discover, parse, resolve, render — and, for `boot` alone, apply.
 *
 * @module
 */
import { type Applied, applyChanges } from "./apply/apply.ts";
import type { Change } from "./apply/change.ts";
import { mainAddress, planHostName } from "./apply/host_name.ts";
import { planFiles, type Planned, planRemovals } from "./apply/network_files.ts";
import { finish } from "./apply/finish.ts";
import { planSshKeys } from "./apply/ssh_keys.ts";
import { unlessUnreadable } from "./apply/unreadable.ts";
import { awaitCarriers } from "./carrier.ts";
import { openDrive, type OpenedDrive } from "./config_drive/open.ts";
import type { NetworkData } from "./config_drive/network_data.ts";
import { discoverInterfaces } from "./interfaces.ts";
import { type Distribution, parseOsRelease, readDistribution } from "./os_release.ts";
import type { Problem } from "./problem.ts";
import { type Choice, chooseStack } from "./stacks/choose.ts";
import { stackOf, STACKS } from "./stacks/mod.ts";
import type { Stack, StackName } from "./stacks/stack.ts";
import { type Resolution, resolve } from "./resolve/resolve.ts";
import { discoverStacks, hasSystemd } from "./stacks/discover.ts";
import { rootedSystem } from "./system/rooted.ts";
import type { System } from "./system/system.ts";
import { findClaims, inspectTarget } from "./target.ts";

export interface ConfigureOptions {
  /** The target's root; `/` is this machine. */
  readonly root: string;
  /** A directory, a device or an image file; undefined: looked for. */
  readonly configDrive: string | undefined;
  readonly renderer: StackName | "auto";
  /** Only the links that this device is part of. */
  readonly only: string | undefined;
  readonly dhcpFallback: boolean;
  readonly network: boolean;
  readonly dns: boolean;
  readonly hostName: boolean;
  readonly sshKeys: boolean;
  readonly sshUser: string;
  /** Milliseconds that the drive may take to appear while udev is busy; never waited for below another root. */
  readonly driveWait: number;
  /** Milliseconds that a cable may take, where DHCP would hold up the boot; never waited for below another root. */
  readonly carrierWait: number;
}

/** What happens unless something else is asked for. */
export const DEFAULT_OPTIONS: ConfigureOptions = {
  root: "/",
  configDrive: undefined,
  renderer: "auto",
  only: undefined,
  dhcpFallback: true,
  network: true,
  dns: true,
  hostName: true,
  sshKeys: true,
  sshUser: "root",
  driveWait: 30_000,
  carrierWait: 5_000,
};

export interface Plan {
  /** Where the drive is; undefined: there is none. */
  readonly source: string | undefined;
  readonly networkFile: string | undefined;
  readonly distribution: Distribution;
  readonly choice: Choice;
  readonly resolution: Resolution;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

/** What `boot` would do. Reads only. */
export function makePlan(host: System, given: Partial<ConfigureOptions>): Plan {
  const options = { ...DEFAULT_OPTIONS, ...given };
  return plan(host, options, openDrive(host, driveLocation(options)));
}

/** Thrown where another run holds the lock for too long. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

const LOCK_WAIT_MS = 30_000;

/** Plans and applies. Two runs at once do not mix. Throws {@link BusyError}. */
export function configure(host: System, given: Partial<ConfigureOptions>): { plan: Plan; applied: Applied } {
  const options = { ...DEFAULT_OPTIONS, ...given };
  const system = rootedSystem(host, options.root);
  const release = system.lock("/", LOCK_WAIT_MS);
  if (release === undefined) {
    const seconds = LOCK_WAIT_MS / 1000;
    throw new BusyError(
      `Another simple-init has been at work on "${options.root}" for ${seconds} s; try again when it is done.`,
    );
  }
  try {
    const opened = openDrive(host, driveLocation(options));
    // What cannot be read for it, the plan reports.
    unlessUnreadable("/", () => waitForCarriers(system, options, opened), () => {});
    const made = plan(host, options, opened);
    const applied = applyChanges(system, made.changes);
    const problems = options.root === "/"
      ? finish(system, stackOf(made.choice.stack).code(), applied.done, options.only)
      : [];
    return { plan: made, applied: { done: applied.done, problems: [...applied.problems, ...problems] } };
  } finally {
    release();
  }
}

function driveLocation({ root, configDrive, driveWait }: ConfigureOptions) {
  return { root, given: configDrive, waitMs: driveWait };
}

function plan(host: System, options: ConfigureOptions, opened: OpenedDrive): Plan {
  const system = rootedSystem(host, options.root);
  const { distribution, problems } = distributionOf(system);
  const choice = choose(system, distribution, options.renderer);
  const stack = stackOf(choice.stack);
  const resolution = resolveNetwork(system, options, opened, stack);
  const planned = [
    options.network ? planNetwork(system, opened, stack, resolution) : NOTHING,
    planIdentity(system, options, opened, resolution),
  ];
  return {
    source: opened.source,
    networkFile: opened.drive?.network === "absent" ? undefined : opened.drive?.networkFile,
    distribution,
    choice,
    resolution,
    changes: planned.flatMap(({ changes }) => changes),
    problems: unique([
      ...opened.problems,
      ...opened.drive?.problems ?? [],
      ...problems,
      ...resolution.problems,
      ...planned.flatMap(({ problems }) => problems),
    ]),
  };
}

/** A directory that cannot be read is looked at more than once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** One that cannot be read is none that is known. */
function distributionOf(system: System): { distribution: Distribution; problems: readonly Problem[] } {
  return unlessUnreadable<ReturnType<typeof distributionOf>>(
    "/etc/os-release",
    () => ({ distribution: readDistribution(system), problems: [] }),
    (problem) => ({ distribution: parseOsRelease(""), problems: [problem] }),
  );
}

const NOTHING: Planned<Change> = { changes: [], problems: [] };

function choose(system: System, distribution: Distribution, wanted: StackName | "auto"): Choice {
  return wanted === "auto"
    ? chooseStack(distribution, discoverStacks(system), hasSystemd(system))
    : { stack: wanted, reason: "it was asked for" };
}

const NO_NETWORK: NetworkData = { links: [], networks: [], nameServers: [] };

/** The drive's network, of which `glean_ignore_interfaces` leaves the name servers. */
function networkOf({ drive }: OpenedDrive): NetworkData {
  if (drive === undefined || typeof drive.network === "string") return NO_NETWORK;
  if (drive.metaData?.ignoreInterfaces !== true) return drive.network;
  return { ...NO_NETWORK, nameServers: drive.network.nameServers };
}

function resolveNetwork(
  system: System,
  options: ConfigureOptions,
  opened: OpenedDrive,
  stack: Stack,
): Resolution {
  const { claims, problems } = findClaims(system, stack);
  const resolution = resolve(networkOf(opened), discoverInterfaces(system), {
    file: opened.drive?.networkFile ?? "network_data.json",
    dhcpFallback: options.dhcpFallback,
    dns: options.dns,
    only: options.only,
    claims,
  });
  return { ...resolution, problems: [...problems, ...resolution.problems] };
}

function planNetwork(
  system: System,
  { drive }: OpenedDrive,
  stack: Stack,
  { config, selected }: Resolution,
): Planned<Change> {
  const rendering = stack.code().render(config, inspectTarget(system));
  const files = [...rendering.files, ...rendering.links ?? []]
    .filter(({ link }) => link === undefined || (selected?.has(link) ?? true));
  const lastGoodCounts = drive === undefined || drive.network === "unreadable";
  const written = planFiles(system, files, lastGoodCounts);
  // Without /sys nobody knows which interfaces there are.
  const isBlind = system.stat("/sys/class/net") === undefined;
  const removed = selected !== undefined || lastGoodCounts || isBlind ? NOTHING : planRemovals(
    system,
    STACKS.flatMap(({ owned }) => owned),
    new Set(files.map(({ path }) => path)),
  );
  return {
    changes: [...written.changes, ...removed.changes],
    problems: [...rendering.problems, ...written.problems, ...removed.problems],
  };
}

/** Host name and keys are the machine's, not an interface's. */
function planIdentity(
  system: System,
  options: ConfigureOptions,
  { drive }: OpenedDrive,
  { config }: Resolution,
): Planned<Change> {
  const metaData = options.only === undefined ? drive?.metaData : undefined;
  const name = options.hostName ? metaData?.hostName : undefined;
  const keys = options.sshKeys ? metaData?.sshKeys ?? [] : [];
  const planned = [
    name === undefined ? NOTHING : part("/etc/hostname", () =>
      planHostName(system, {
        name,
        address: drive?.network === "unreadable" ? "unknown" : mainAddress(config),
        kernel: options.root === "/",
      })),
    part(
      "authorized_keys",
      () =>
        keys.length > 0 && hasCloudInit(system)
          ? LEFT_TO_CLOUD_INIT
          : planSshKeys(system, options.sshUser, keys),
    ),
  ];
  return {
    changes: planned.flatMap(({ changes }) => changes),
    problems: planned.flatMap(({ problems }) => problems),
  };
}

function part(file: string, body: () => Planned<Change>): Planned<Change> {
  return unlessUnreadable(file, body, (problem) => ({ changes: [], problems: [problem] }));
}

const LEFT_TO_CLOUD_INIT: Planned<Change> = {
  changes: [],
  problems: [{
    severity: "note",
    file: "meta_data.json",
    path: "$.public_keys",
    message: "cloud-init is installed",
    action: "the SSH keys are left to it",
  }],
};

function hasCloudInit(system: System): boolean {
  return system.stat("/usr/bin/cloud-init") !== undefined &&
    system.stat("/etc/cloud/cloud-init.disabled") === undefined;
}

/** Only fallback DHCP is worth it, only under a stack that it would hold up, and only on the machine itself. */
function waitForCarriers(system: System, options: ConfigureOptions, opened: OpenedDrive): void {
  if (options.root !== "/" || options.carrierWait === 0 || !options.network) return;
  const stack = stackOf(choose(system, readDistribution(system), options.renderer).stack);
  if (!stack.dhcpBlocksBoot) return;
  const { config, selected } = resolveNetwork(system, options, opened, stack);
  const waiting = config.links.filter((link) => link.kind === "physical" && link.fallback);
  const names = waiting.map(({ name }) => name).filter((name) => selected?.has(name) ?? true);
  if (names.length > 0) awaitCarriers(system, names, options.carrierWait);
}
