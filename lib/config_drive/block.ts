/**
 * The block devices that hold an ISO 9660 or FAT file system.
 *
 * @module
 */
import { basename, dirname } from "@std/path";
import { type System, SystemError } from "../system/system.ts";
import { readVolume, type Volume } from "./volume.ts";

export interface BlockDevice {
  /** `/dev/sr0` */
  readonly path: string;
  /** It can be taken out or cannot be written, as a cloud or a management controller attaches a drive. */
  readonly isMedium: boolean;
  /** The disk that it is a partition of. */
  readonly disk: string | undefined;
  /** It, or its disk, is a part of another block device, as a path is of a multipath device. */
  readonly isPart: boolean;
}

export interface BlockVolume extends BlockDevice {
  readonly volume: Volume;
}

export const BLOCK = "/sys/class/block";

/**
 * Devices that hold no drive, and of which a floppy would cost seconds to open. A flash chip's boot areas are read-only
 * after every start, whatever was written to them before.
 */
const NEVER = /^(?:(?:ram|zram|fd|mtdblock|nbd)\d|mmcblk\d+(?:boot|rpmb))/;

export function blockVolumes(system: System): BlockVolume[] {
  const names = (system.readDirectory(BLOCK) ?? []).filter((name) =>
    !NEVER.test(name) && hasMedium(system, name)
  );
  return names.flatMap((name) => blockVolume(system, name) ?? []);
}

function hasMedium(system: System, name: string): boolean {
  return (system.readText(`${BLOCK}/${name}/size`) ?? "0").trim() !== "0";
}

function blockVolume(system: System, name: string): BlockVolume | undefined {
  const volume = readVolume(system, pathOf(name));
  return volume && { ...blockDevice(system, name), volume };
}

function pathOf(name: string): string {
  return `/dev/${name.replaceAll("!", "/")}`;
}

function blockDevice(system: System, name: string): BlockDevice {
  const place = system.readLink(`${BLOCK}/${name}`);
  const isPartition = system.stat(`${BLOCK}/${name}/partition`) !== undefined;
  const disk = isPartition ? basename(dirname(place)) : undefined;
  const flag = (file: string) => system.readText(`${BLOCK}/${disk ?? name}/${file}`)?.trim() === "1";
  const isHeld = (device: string) => (system.readDirectory(`${BLOCK}/${device}/holders`) ?? []).length > 0;
  return {
    path: pathOf(name),
    // LVM, for one, keeps on the disk that a volume is read-only.
    isMedium: !place.includes("/devices/virtual/") && (flag("removable") || flag("ro")),
    disk: disk && `/dev/${disk}`,
    isPart: isHeld(name) || (disk !== undefined && isHeld(disk)),
  };
}

/** The device with the number `major:minor`; undefined: it is none of a disk or a medium, but of a file system alone. */
export function deviceOf(system: System, number: string): BlockDevice | undefined {
  const name = (system.readDirectory(BLOCK) ?? [])
    .find((name) => system.readText(`${BLOCK}/${name}/dev`)?.trim() === number);
  return name === undefined ? undefined : blockDevice(system, name);
}

const CHUNK = 64 * 1024;
const MOST_COMPARED = 1024 * 1024;

/**
 * Whether two devices hold the same file system: the size and the first MiB are the same. There are the label, the
 * publisher, the time of its making to a hundredth of a second or FAT's serial number, the directories, and of any drive that
 * a cloud writes the documents as well.
 */
export function isSameVolume(system: System, a: BlockVolume, b: BlockVolume): boolean {
  if (a.volume.bytes !== b.volume.bytes) return false;
  const end = Math.max(CHUNK, Math.min(a.volume.bytes, MOST_COMPARED));
  try {
    for (let offset = 0; offset < end; offset += CHUNK) {
      const length = Math.min(CHUNK, end - offset);
      if (system.readBytes(a.path, offset, length) !== system.readBytes(b.path, offset, length)) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}
