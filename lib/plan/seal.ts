/**
 * Making a golden image of a machine: everything that this program knows of the machine goes, an operator's stays.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { planNoHostName } from "../apply/host_name.ts";
import { type Planned, planRemovals } from "../apply/network_files.ts";
import { planNoSshKeys } from "../apply/ssh_keys.ts";
import { planNoLastDrive } from "../state/last_drive.ts";
import { STACKS } from "../stacks/mod.ts";
import type { System } from "../system/system.ts";

/** The changes that take away the files of all stacks, the keys that were added, the name that was set and the records. */
export function planSeal(system: System): Planned<Change> {
  const planned: readonly Planned<Change>[] = [
    planRemovals(system, STACKS.flatMap(({ owned }) => owned), new Set()),
    planNoHostName(system),
    planNoSshKeys(system),
    { changes: planNoLastDrive(system), problems: [] },
  ];
  return {
    changes: planned.flatMap(({ changes }) => changes),
    problems: planned.flatMap(({ problems }) => problems),
  };
}
