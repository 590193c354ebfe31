/**
 * A config drive that is a volume, on a device or in an image file: found, mounted, read and unmounted.
 *
 * @module
 */
import { dirname, isAbsolute, join } from "@std/path";
import { noteOn, type Problem, problemIn } from "../problem.ts";
import { programMounter } from "../system/mount_program.ts";
import { type FileStatus, type System, SystemError } from "../system/system.ts";
import { BLOCK } from "./block.ts";
import { commandLine } from "./command_line.ts";
import { EMPTY, MOUNT_POINT, nothing, openDirectory, type OpenedDrive } from "./directory.ts";
import { documentsDirectory } from "./documents.ts";
import { findDrive } from "./find.ts";
import { isBelow, readMounts } from "./mounts.ts";
import { openMounted } from "./mounted.ts";
import type { DriveLocation, OnWait } from "./policy.ts";
import { ramdiskSign } from "./ramdisk.ts";
import { readTexts } from "./texts.ts";
import { readVolume, type Volume } from "./volume.ts";

/** The unit of ironic's agent that mounts the drive which is meant. Ours are ordered after it. */
const AGENT_UNIT = "systemd/system/ironic-agent-resolve-config-drive.service";

function hasAgent(system: System): boolean {
  return ["/etc", "/usr/lib", "/lib"].some((directory) =>
    system.stat(`${directory}/${AGENT_UNIT}`) !== undefined
  );
}

/** Where the agent, which knows the machine's task, has found none, another one is a former tenant's. */
const NONE_MOUNTED: OpenedDrive = {
  texts: undefined,
  source: undefined,
  problems: [
    noteOn(
      MOUNT_POINT,
      "ironic's agent has mounted no config drive in this ramdisk",
      "no other one is looked for, unless the setting drive= says which",
      "drive-not-mounted",
    ),
  ],
};

/**
 * In a ramdisk what ironic's agent has mounted is the drive, if it may be, and where it has a unit for that, nothing else is
 * but the medium that the kernel's command line names: the agent gives up one that it sees before its label.
 */
export function openFound(
  system: System,
  { root, policy, waitMs, expects }: DriveLocation,
  onWait: OnWait | undefined,
): OpenedDrive {
  const inMemory = ramdiskSign(system);
  const mount = readMounts(system).findLast(({ point }) => point === MOUNT_POINT);
  if (inMemory !== undefined && mount !== undefined) return openMounted(system, mount, policy, inMemory);
  const isNamed = commandLine(system).publisher !== undefined;
  if (inMemory !== undefined && policy === undefined && !isNamed && hasAgent(system)) return NONE_MOUNTED;
  const unpacked = system.rooted(MOUNT_POINT);
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

/** The drive on a device, or in an image file. */
export function openVolume(system: System, root: string, path: string, status: FileStatus): OpenedDrive {
  const volume = isReadable(status) ? readVolume(system, path) : undefined;
  if (volume === undefined) return nothing(path, "it holds no ISO 9660 or FAT file system that can be read");
  return readMounted(system, root, path, volume, status.kind === "file" ? "image" : "device");
}

/** Not a FIFO or a character device, which could block for ever. */
function isReadable({ kind }: FileStatus): boolean {
  return kind === "file" || kind === "block device";
}

/** Reads a mounted drive. An empty one does not mean `no network`: its files may be unreadable. */
function readVolumeAt(system: System, directory: string, source: string): OpenedDrive {
  const texts = readTexts(system.rooted(directory));
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
  const inRoot = system.rooted(root);
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
  return message === undefined
    ? []
    : [problemIn(mountPoint, message, "unmount it by hand", "drive-still-mounted")];
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
