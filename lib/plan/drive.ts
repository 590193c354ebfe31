/**
 * The drive that a machine is configured by: the one that is there, and what is still good of the last one.
 *
 * @module
 */
import { type ConfigDrive, parseDrive } from "../config_drive/drive.ts";
import type { DrivePolicy } from "../config_drive/policy.ts";
import type { OpenedDrive } from "../config_drive/directory.ts";
import type { NetworkInterface } from "../interfaces.ts";
import { noteOn, type Problem } from "../problem.ts";
import { type LastDrive, readLastDrive } from "../state/last_drive.ts";
import { isSameMachine, type Machine, thisMachine } from "../state/machine.ts";
import { STATE_DIRECTORY } from "../state/record.ts";
import type { System } from "../system/system.ts";

export interface DriveInForce {
  readonly drive: ConfigDrive;
  readonly machine: Machine;
  /** Where the drive is; undefined: there is none, and whatever it says was said by the last one. */
  readonly source: string | undefined;
  /** What an earlier boot has kept of its drive, be it that there was none. */
  readonly kept: LastDrive | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Parses the drive that was opened, over what is kept of the last one of the same machine.
 *
 * @param policy with `none` the last one does not count either
 */
export function driveInForce(
  system: System,
  { texts, source, problems: ofSource }: OpenedDrive,
  interfaces: readonly NetworkInterface[],
  policy: DrivePolicy | undefined,
): DriveInForce {
  const { kept, problems: ofRecord } = readLastDrive(system);
  const isSame = (uuid: string | undefined) =>
    kept !== undefined && policy !== "none" &&
    isSameMachine(kept.machine, thisMachine(system, interfaces, uuid));
  const drive = parseDrive(texts ?? new Map(), (uuid) => isSame(uuid) ? kept!.value : undefined);
  const own = thisMachine(system, interfaces, drive.metaData?.uuid);
  const isLast = texts === undefined && drive.texts.size > 0;
  const isOther = kept !== undefined && kept.value.size > 0 && !isSameMachine(kept.machine, own);
  return {
    drive,
    // Cards may be gone by now that tell which machine the last drive was for.
    machine: isLast && kept !== undefined ? kept.machine : own,
    source,
    kept,
    problems: [
      ...ofSource,
      ...ofRecord,
      ...(isLast
        ? [
          noteOn(
            STATE_DIRECTORY,
            "there is no config drive",
            "the last one of this machine is used",
            "last-drive-used",
          ),
        ]
        : []),
      ...(isOther
        ? [
          noteOn(
            STATE_DIRECTORY,
            "the last config drive was another machine's",
            "it is not used",
            "last-drive-of-other",
          ),
        ]
        : []),
      ...drive.problems,
    ],
  };
}
