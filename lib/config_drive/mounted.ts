/**
 * What somebody has mounted as the config drive of a ramdisk.
 *
 * @module
 */
import { noteOn } from "../problem.ts";
import type { System } from "../system/system.ts";
import { deviceOf } from "./block.ts";
import { commandLine } from "./command_line.ts";
import { MOUNT_POINT, openDirectory, type OpenedDrive } from "./directory.ts";
import type { Mount } from "./mounts.ts";
import type { DrivePolicy } from "./policy.ts";
import { IMAGE_DEVICE } from "./ramdisk.ts";
import { readVolume } from "./volume.ts";

/**
 * Reads it. Ironic's agent takes any device with the label whose publisher is that of the kernel's command line; without one
 * there that is each without a publisher, a former tenant's partition as well.
 */
export function openMounted(
  system: System,
  { device: number }: Mount,
  policy: DrivePolicy | undefined,
  inMemory: string,
): OpenedDrive {
  const device = IMAGE_DEVICE.test(number) ? undefined : deviceOf(system, number);
  if (device === undefined || device.isMedium || policy === "any" || isNamed(system, device.path)) {
    return openDirectory(system, MOUNT_POINT, "default");
  }
  const note = noteOn(
    device.path,
    `it is mounted at ${MOUNT_POINT}, but it is neither removable nor read-only, and ${inMemory}`,
    "it is passed over; the setting drive=any would have it used",
    "drive-passed-over",
  );
  return { texts: undefined, source: undefined, problems: [note] };
}

/** Whether the kernel's command line says that it is the medium. */
function isNamed(system: System, path: string): boolean {
  const { publisher } = commandLine(system);
  return publisher !== undefined &&
    readVolume(system, path)?.publisher?.toLowerCase() === publisher.toLowerCase();
}
