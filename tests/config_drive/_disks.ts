/** Disks in memory, with file systems of which there is as much as is read of their labels. */
import type { DriveSearch } from "../../lib/config_drive/find.ts";
import type { MemoryEntry } from "../../lib/system/memory.ts";

/** The first blocks of an ISO 9660 image, as far as they are read. */
export function iso(label: string, publisher = ""): string {
  const descriptor = `\u0001CD001\u0001\0${"".padEnd(32)}${label.padEnd(32)}`.padEnd(318, "\0") +
    publisher.padEnd(128);
  return "\0".repeat(32768) + descriptor.padEnd(2048, "\0");
}

/** The same with a size, in blocks of 2 KiB, and text to fill it. */
export function sizedIso(blocks: number, text: string): string {
  const volume = iso("config-2");
  const sizes = String.fromCharCode(blocks & 255, blocks >> 8, 0, 0).padEnd(48, "\0") + "\0\b";
  const whole = volume.slice(0, 32768 + 80) + sizes + volume.slice(32768 + 130);
  return (whole + text).padEnd(blocks * 2048, "\0");
}

/** The first sector of a FAT16 file system. */
export function fat(label: string): string {
  return bootSector(43, label, "FAT16");
}

export interface Disk {
  readonly contents: string;
  readonly removable?: boolean;
  readonly readOnly?: boolean;
  readonly partitionOf?: string;
  /** A device that the kernel makes of others, which it is said to hold. */
  readonly madeOf?: readonly string[];
}

/** A search for any device that is there, and for nothing that is to come. */
export const SEARCH: DriveSearch = {
  mediaOnly: undefined,
  isRequired: false,
  expects: true,
  waitMs: 60_000,
};

/** The files of a machine with these disks, by kernel name. */
export function machine(disks: Record<string, Disk>, cmdline = "quiet"): Record<string, MemoryEntry> {
  const entries = Object.entries(disks).flatMap(([name, disk]) => {
    const { contents, removable, readOnly, partitionOf, madeOf } = disk;
    const device = `/sys/devices/${madeOf ? "virtual/" : ""}${partitionOf ? `${partitionOf}/` : ""}${name}`;
    return [
      ...(madeOf ?? []).map((part) => [`/sys/devices/${part}/holders/${name}`, ""]),
      [`/sys/class/block/${name}`, { link: `../..${device.slice(4)}` }],
      [`${device}/size`, "100\n"],
      ...(partitionOf === undefined
        ? [[`${device}/removable`, removable ? "1\n" : "0\n"], [`${device}/ro`, readOnly ? "1\n" : "0\n"]]
        : [[`${device}/partition`, "1\n"]]),
      [`/dev/${name}`, { text: contents, kind: "block device" }],
    ] as [string, MemoryEntry][];
  });
  return { ...Object.fromEntries(entries), "/proc/cmdline": `${cmdline}\n` };
}

/** A boot sector whose text stands where FAT12 and FAT16, or FAT32, have theirs. */
export function bootSector(at: 43 | 71, label: string, type: string): string {
  const text = "\0".repeat(at) + label.padEnd(11) + type.padEnd(8);
  return text.padEnd(510, "\0") + "\u0055\u00aa";
}
