/**
 * The label of an ISO 9660 or FAT file system, from its first blocks (ECMA-119, 8.4; Microsoft's FAT specification).
 *
 * @module
 */
import { type System, SystemError } from "../system/system.ts";

export interface Volume {
  readonly type: "iso9660" | "vfat";
  readonly label: string;
  /** ISO 9660's publisher identifier; empty for FAT. */
  readonly publisher: string;
  /** Its size, as it says itself. */
  readonly bytes: number;
}

/** The volume on a device or in an image file; undefined where it is neither type, or cannot be read. */
export function readVolume(system: System, path: string): Volume | undefined {
  try {
    return readIso(system, path) ?? readFat(system, path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

const ISO_DESCRIPTOR = 32768;

function readIso(system: System, path: string): Volume | undefined {
  const block = system.readBytes(path, ISO_DESCRIPTOR, 2048);
  if (block.length < 2048 || block[0] !== "\x01" || ascii(block, 1, 5) !== "CD001") return undefined;
  return {
    type: "iso9660",
    label: ascii(block, 40, 32),
    publisher: ascii(block, 318, 128),
    bytes: number(block, 80, 4) * number(block, 128, 2),
  };
}

function readFat(system: System, path: string): Volume | undefined {
  const sector = system.readBytes(path, 0, 512);
  if (sector.slice(510) !== "\x55\xaa") return undefined;
  const bytes = (number(sector, 19, 2) || number(sector, 32, 4)) * number(sector, 11, 2);
  const volume = (label: number) =>
    ({ type: "vfat", label: ascii(sector, label, 11), publisher: "", bytes }) as const;
  if (ascii(sector, 82, 8) === "FAT32") return volume(71);
  return /^FAT(12|16)?$/.test(ascii(sector, 54, 8)) ? volume(43) : undefined;
}

/** An unsigned number, its lowest byte first. */
function number(bytes: string, start: number, length: number): number {
  let value = 0;
  for (let at = start + length - 1; at >= start; at -= 1) value = value * 256 + bytes.charCodeAt(at);
  return value;
}

function ascii(bytes: string, start: number, length: number): string {
  return bytes.slice(start, start + length).replace(/[\0 ]+$/, "");
}
