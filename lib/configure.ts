/**
 * A boot: the plan, made under a lock, and applied.
 *
 * @module
 */
import type { Applied, Applying } from "./apply/apply.ts";
import { unlessRefused } from "./config_drive/documents.ts";
import type { OnWait } from "./config_drive/policy.ts";
import { hasLock, RUNTIME_DIRECTORY, takeLock } from "./lock.ts";
import * as parts from "./parts.ts";
import { type ConfigureOptions, DEFAULT_OPTIONS } from "./plan/options.ts";
import { makePlan, type Plan, planWith } from "./plan/plan.ts";
import type { Problem } from "./problem.ts";
import type { Resolution } from "./resolve/resolve.ts";
import { stackOf } from "./stacks/mod.ts";
import type { Stack } from "./stacks/stack.ts";
import { STATE_DIRECTORY } from "./state/record.ts";
import type { System } from "./system/system.ts";

/** Another run holds the lock for too long. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

const LOCK_WAIT_MS = 30_000;

export interface Configured {
  readonly plan: Plan;
  readonly applied: Applied;
}

/** Plans and applies. Two runs at once do not mix. Throws {@link BusyError}. */
export function configure(host: System, given: Partial<ConfigureOptions>, onWait?: OnWait): Configured {
  const options = { ...DEFAULT_OPTIONS, ...given };
  return unchanged(host, options, onWait) ?? planAndApply(host, options, onWait);
}

const NOTHING: Applied = { done: [], problems: [] };

/**
 * A tree that a boot has been at is looked at first: where nothing is to be changed nothing is written, and a lock would be,
 * to a disk. The machine itself has its lock in memory. A drive that is given by hand may have to be mounted, once.
 */
function unchanged(host: System, options: ConfigureOptions, onWait?: OnWait): Configured | undefined {
  if (options.root === "/" || options.configDrive !== undefined) return undefined;
  const tree = host.rooted(options.root);
  const isKnown = unlessRefused(() => tree.lstat(STATE_DIRECTORY) !== undefined && !hasLock(tree));
  if (isKnown !== true) return undefined;
  const plan = makePlan(host, options, onWait);
  return plan.changes.length === 0 ? { plan, applied: NOTHING } : undefined;
}

function planAndApply(host: System, options: ConfigureOptions, onWait?: OnWait): Configured {
  const unfinished = waitForCards(host, options, onWait);
  return locked(host, options.root, (system) => {
    let applying: Applying | undefined;
    const plan = planWith(host, options, {
      settle: (resolution, { stack }) => waitForCables(system, options, resolution, stackOf(stack)),
      apply: (changes) => {
        if (changes.length === 0) return;
        applying ??= parts.apply().startApplying(system);
        applying.apply(changes);
      },
    }, onWait);
    if (applying === undefined) return { plan, applied: { done: [], problems: unfinished } };
    const { done, problems } = applying.end();
    const ofStack = options.root === "/"
      ? parts.apply().finish(system, stackOf(plan.choice.stack).code(), done, options.only)
      : [];
    return { plan, applied: { done, problems: [...unfinished, ...problems, ...ofStack] } };
  });
}

/** Takes away what this program knows of the machine, see `plan/seal.ts`. Throws {@link BusyError}. */
export function sealMachine(host: System, root: string): Applied {
  return locked(host, root, (system) => {
    const planned = parts.seal().planSeal(system);
    const { done, problems } = parts.apply().applyChanges(system, planned.changes);
    return { done, problems: [...planned.problems, ...problems] };
  });
}

function locked<T>(host: System, root: string, body: (system: System) => T): T {
  const system = host.rooted(root);
  const release = takeLock(system, root === "/", LOCK_WAIT_MS);
  if (release === undefined) {
    const seconds = LOCK_WAIT_MS / 1000;
    throw new BusyError(
      `Another simple-init has been at work on "${root}" for ${seconds} s; try again when it is done.`,
    );
  }
  try {
    return body(system);
  } finally {
    release();
  }
}

/**
 * Only the machine's boot waits, before it takes the lock: from then on each card that is new, or has a new name, comes with
 * a run of its own.
 */
function waitForCards(host: System, { root, only }: ConfigureOptions, onWait?: OnWait): Problem[] {
  const hasBegun = () => unlessRefused(() => host.stat(RUNTIME_DIRECTORY)) !== undefined;
  return root !== "/" || only !== undefined || hasBegun() ? [] : parts.udev().awaitCards(host, onWait);
}

/**
 * Only fallback DHCP is worth waiting for a cable, only under a stack whose client would hold up the boot, and only on the
 * machine itself.
 */
function waitForCables(
  system: System,
  { root, carrierWait, network }: ConfigureOptions,
  resolution: Resolution,
  { dhcpBlocksBoot }: Stack,
): Resolution {
  if (root !== "/" || carrierWait === 0 || !network || !dhcpBlocksBoot) return resolution;
  const { config, selected } = resolution;
  const names = config.links.filter((link) => link.kind === "physical" && link.fallback)
    .map(({ name }) => name).filter((name) => selected?.has(name) ?? true);
  if (names.length === 0) return resolution;
  const { awaitCarriers, withCarriers } = parts.carriers();
  return withCarriers(resolution, awaitCarriers(system, names, carrierWait));
}
