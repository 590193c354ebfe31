/**
 * Discover, parse, resolve and render, in a row: what a boot would change.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { openDrive, type OpenedDrive } from "../config_drive/open.ts";
import type { Distribution } from "../os_release.ts";
import type { Problem } from "../problem.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { Choice } from "../stacks/choose.ts";
import { stackOf } from "../stacks/mod.ts";
import { rootedSystem } from "../system/rooted.ts";
import type { System } from "../system/system.ts";
import { planIdentity } from "./identity.ts";
import { planNetwork, resolveNetwork } from "./network.ts";
import { type ConfigureOptions, DEFAULT_OPTIONS } from "./options.ts";
import { chooseFor } from "./stack.ts";

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
  return planWith(host, options, (resolution) => resolution);
}

/**
 * The plan of one run. `settle` may bring what was resolved up to date, before files are made of it: a boot waits for
 * cables there.
 */
export function planWith(
  host: System,
  options: ConfigureOptions,
  settle: (resolution: Resolution, choice: Choice) => Resolution,
): Plan {
  const { root, configDrive, driveWait } = options;
  const opened = openDrive(host, { root, given: configDrive, waitMs: driveWait });
  const system = rootedSystem(host, root);
  const { distribution, choice, problems } = chooseFor(system, options.renderer);
  const stack = stackOf(choice.stack);
  const resolution = settle(resolveNetwork(system, options, opened, stack), choice);
  const planned = [
    options.network ? planNetwork(system, opened, stack, resolution) : { changes: [], problems: [] },
    planIdentity(system, options, opened, resolution.config),
  ];
  return {
    source: opened.source,
    networkFile: opened.drive?.network === "absent" ? undefined : opened.drive?.networkFile,
    distribution,
    choice,
    resolution,
    changes: planned.flatMap(({ changes }) => changes),
    problems: unique([
      ...problemsOf(opened),
      ...problems,
      ...resolution.problems,
      ...planned.flatMap(({ problems }) => problems),
    ]),
  };
}

function problemsOf({ drive, problems }: OpenedDrive): Problem[] {
  return [...problems, ...drive?.problems ?? []];
}

/** A directory that cannot be read is looked at more than once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
