/**
 * Where the config drive is, and its file system as a {@link System} of its own for as long as it is read.
 *
 * @module
 */
import { dirname, isAbsolute, join } from "@std/path";
import { type Problem, problemIn } from "../problem.ts";
import { programMounter } from "../system/mount_program.ts";
import { rootedSystem } from "../system/rooted.ts";
import { type FileStatus, type System, SystemError } from "../system/system.ts";
import { BLOCK } from "./block.ts";
import { documentsDirectory } from "./documents.ts";
import { type DrivePolicy, findDrive, type OnWait } from "./find.ts";
import { isBelow, readMounts } from "./mounts.ts";
import { ramdiskSign } from "./ramdisk.ts";
import { type DriveTexts, readTexts } from "./texts.ts";
import { readVolume, type Volume } from "./volume.ts";

/** Where a drive is mounted, or lies unpacked, below the target's root. */
export const MOUNT_POINT = "/mnt/config";

export interface OpenedDrive {
  /** Undefined: there is none. */
  readonly texts: DriveTexts | undefined;
  /** The device, image or directory that it was read from. */
  readonly source: string | undefined;
  readonly problems: readonly Problem[];
}

export interface DriveLocation {
  readonly root: string;
  /** A directory, a device or an image file, given by hand; undefined: found by its label, else `ROOT/mnt/config`. */
  readonly given: string | undefined;
  /** What may be the drive that is looked for; undefined: any device, or media alone where the system runs from memory. */
  readonly policy: DrivePolicy | undefined;
  /** Milliseconds that a drive may take to appear. */
  readonly waitMs: number;
  /** Whether it is worth waiting for one that is expected, as it is not once a boot has done so. */
  readonly expects: boolean;
}

/** Finds, mounts, reads and unmounts the drive. `system` is the host's, whatever the root is. */
export function openDrive(system: System, location: DriveLocation, onWait?: OnWait): OpenedDrive {
  const { root, given, policy } = location;
  try {
    if (given !== undefined) return openGiven(system, root, given);
    if (policy === "none") return { texts: undefined, source: undefined, problems: [] };
    return root === "/"
      ? openFound(system, location, onWait)
      : openDirectory(system, join(root, MOUNT_POINT), "default");
  } catch (error) {
    if (error instanceof SystemError) return nothing(given ?? MOUNT_POINT, error.message);
    throw error;
  }
}

/** In a ramdisk what ironic's agent has mounted is the drive, as it knows which one is meant. */
function openFound(
  system: System,
  { root, policy, waitMs, expects }: DriveLocation,
  onWait: OnWait | undefined,
): OpenedDrive {
  const inMemory = ramdiskSign(system);
  const isMounted = readMounts(system).some(({ point }) => point === MOUNT_POINT);
  if (inMemory !== undefined && isMounted) return openDirectory(system, MOUNT_POINT, "default");
  const unpacked = rootedSystem(system, MOUNT_POINT);
  const isThere = unpacked.stat(documentsDirectory(unpacked)) !== undefined;
  const { device, problems } = findDrive(system, {
    mediaOnly: policy === "media"
      ? "the setting drive=media asks for a medium"
      : policy === "any"
      ? undefined
      : inMemory,
    isRequired: policy === "required" && !isThere,
    expects: expects && !isThere,
    waitMs,
  }, onWait);
  const opened = device === undefined
    ? openDirectory(system, MOUNT_POINT, "default")
    : readMounted(system, root, device.path, device.volume, "device");
  return { ...opened, problems: [...problems, ...opened.problems] };
}

function nothing(file: string, message: string): OpenedDrive {
  const problem = problemIn(file, message, "the config drive is not read");
  return { texts: undefined, source: undefined, problems: [problem] };
}

function openGiven(system: System, root: string, path: string): OpenedDrive {
  const status = system.stat(path);
  if (status === undefined) return nothing(path, "there is no such directory, device or image file");
  if (status.kind === "directory") return openDirectory(system, path, "given");
  const volume = isReadable(status) ? readVolume(system, path) : undefined;
  if (volume === undefined) return nothing(path, "it holds no ISO 9660 or FAT file system that can be read");
  return readMounted(system, root, path, volume, status.kind === "file" ? "image" : "device");
}

/** Not a FIFO or a character device, which could block for ever. */
function isReadable({ kind }: FileStatus): boolean {
  return kind === "file" || kind === "block device";
}

function openDirectory(system: System, path: string, how: "given" | "default"): OpenedDrive {
  if (system.stat(path)?.kind !== "directory") return { texts: undefined, source: undefined, problems: [] };
  const texts = readTexts(rootedSystem(system, path));
  if (texts.size > 0) return { texts, source: path, problems: [] };
  return how === "given" ? nothing(path, EMPTY) : { texts: undefined, source: undefined, problems: [] };
}

const EMPTY = "there is no openstack/latest with a config drive's documents in it";

/** What is mounted. An empty one is no drive that wants no network: its files may be what cannot be read. */
function readVolumeAt(system: System, directory: string, source: string): OpenedDrive {
  const texts = readTexts(rootedSystem(system, directory));
  return texts.size === 0 ? nothing(source, EMPTY) : { texts, source, problems: [] };
}

function readMounted(
  system: System,
  root: string,
  path: string,
  volume: Volume,
  what: "device" | "image",
): OpenedDrive {
  const link = linkOnTheWay(system, root);
  if (link !== undefined) return nothing(path, `it cannot be mounted, as ${link} is a symbolic link`);
  const inRoot = rootedSystem(system, root);
  const made = [...makeMissing(inRoot, "/mnt", 0o755), ...makeMissing(inRoot, MOUNT_POINT, 0o700)];
  const mountPoint = join(root, MOUNT_POINT);
  try {
    const mounter = what === "image" ? programMounter(system.run, "loop") : system;
    const refused = reasonOf(() => mounter.mount(path, mountPoint, volume.type));
    if (refused !== undefined) {
      return (what === "device" ? readElsewhere(system, path) : undefined) ?? nothing(path, refused);
    }
    const opened = readVolumeAt(system, mountPoint, path);
    return { ...opened, problems: [...opened.problems, ...unmount(mounter, mountPoint)] };
  } finally {
    for (const directory of made.reverse()) removeIfFree(inRoot, directory);
  }
}

/** The kernel would follow a link at or above the mount point, out of another root as well. */
function linkOnTheWay(system: System, root: string): string | undefined {
  if (root === "/") return undefined;
  const paths = [dirname(MOUNT_POINT), MOUNT_POINT].map((path) => join(root, path));
  return paths.find((path) => system.lstat(path)?.kind === "symlink");
}

/** Why the system refused; undefined: it did not. */
function reasonOf(body: () => void): string | undefined {
  try {
    body();
    return undefined;
  } catch (error) {
    if (error instanceof SystemError) return error.message;
    throw error;
  }
}

const DRIVE_TYPES = new Set(["iso9660", "vfat", "msdos"]);

/**
 * The kernel mounts no file system a second time at one place, as after a run that was killed, nor read-only beside a
 * mount for writing. The mount that there is serves as well, and stays. It is known by the device's number, as anybody who mounts
 * something may call its source what they like, and nothing may be mounted over it.
 */
function readElsewhere(system: System, device: string): OpenedDrive | undefined {
  const number = deviceNumber(system, device);
  const mounts = readMounts(system);
  const mount = mounts.findLast(({ device, type, root }, index) =>
    device === number && DRIVE_TYPES.has(type) && root === "/" &&
    !mounts.slice(index + 1).some(({ point }) => isBelow(mounts[index]!.point, point))
  );
  return mount && readVolumeAt(system, mount.point, device);
}

/** `11:0`; undefined for a node that is not called as the kernel calls the device. */
function deviceNumber(system: System, path: string): string | undefined {
  const link = system.lstat(path)?.kind === "symlink" ? system.readLink(path) : path;
  const node = isAbsolute(link) ? link : join(dirname(path), link);
  if (!node.startsWith("/dev/")) return undefined;
  return system.readText(`${BLOCK}/${node.slice("/dev/".length).replaceAll("/", "!")}/dev`)?.trim();
}

function unmount(mounter: Pick<System, "unmount">, mountPoint: string): Problem[] {
  const message = reasonOf(() => mounter.unmount(mountPoint));
  return message === undefined ? [] : [problemIn(mountPoint, message, "unmount it by hand")];
}

function makeMissing(system: System, path: string, mode: number): string[] {
  if (system.stat(path) !== undefined) return [];
  system.makeDirectory(path, mode);
  return [path];
}

/** A mount point that is still in use stays, and has been reported. */
function removeIfFree(system: System, directory: string): void {
  reasonOf(() => system.remove(directory));
}
