/**
 * Where the config drive is, and its file system as a {@link System} of its own for as long as it is read.
 *
 * @module
 */
import { join } from "@std/path";
import { type System, SystemError } from "../system/system.ts";
import { MOUNT_POINT, nothing, openDirectory, type OpenedDrive } from "./directory.ts";
import * as parts from "./parts.ts";
import type { DriveLocation, OnWait } from "./policy.ts";

/** Finds, mounts, reads and unmounts the drive. `system` is the host's, whatever the root is. */
export function openDrive(system: System, location: DriveLocation, onWait?: OnWait): OpenedDrive {
  const { root, given, policy } = location;
  try {
    if (given !== undefined) return openGiven(system, root, given);
    if (policy === "none") return { texts: undefined, source: undefined, problems: [] };
    return root === "/"
      ? parts.volumes().openFound(system, location, onWait)
      : openDirectory(system, join(root, MOUNT_POINT), "default");
  } catch (error) {
    if (error instanceof SystemError) return nothing(given ?? MOUNT_POINT, error.message);
    throw error;
  }
}

function openGiven(system: System, root: string, path: string): OpenedDrive {
  const status = system.stat(path);
  if (status === undefined) return nothing(path, "there is no such directory, device or image file");
  if (status.kind === "directory") return openDirectory(system, path, "given");
  return parts.volumes().openVolume(system, root, path, status);
}
