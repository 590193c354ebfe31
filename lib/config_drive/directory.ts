/**
 * A config drive that lies in a directory.
 *
 * @module
 */
import { type Problem, problemIn } from "../problem.ts";
import type { System } from "../system/system.ts";
import { type DriveTexts, readTexts } from "./texts.ts";

/** Where a drive is mounted, or lies unpacked, below the target's root. */
export const MOUNT_POINT = "/mnt/config";

export interface OpenedDrive {
  /** Undefined: there is none. */
  readonly texts: DriveTexts | undefined;
  /** The device, image or directory that it was read from. */
  readonly source: string | undefined;
  readonly problems: readonly Problem[];
}

/** No drive where one was expected. */
export function nothing(file: string, message: string): OpenedDrive {
  const problem = problemIn(file, message, "the config drive is not read", "drive-unusable");
  return { texts: undefined, source: undefined, problems: [problem] };
}

/** What a directory holds; without documents it is a problem only where the directory was given by hand. */
export function openDirectory(system: System, path: string, how: "given" | "default"): OpenedDrive {
  if (system.stat(path)?.kind !== "directory") return { texts: undefined, source: undefined, problems: [] };
  const texts = readTexts(system.rooted(path));
  if (texts.size > 0) return { texts, source: path, problems: [] };
  return how === "given" ? nothing(path, EMPTY) : { texts: undefined, source: undefined, problems: [] };
}

export const EMPTY = "there is no openstack/latest with a config drive's documents in it";
