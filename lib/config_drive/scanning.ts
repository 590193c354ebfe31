/**
 * Whether the kernel is still finding out what is on a storage device that it knows already.
 *
 * sysfs shows two such states: a USB storage device whose host has not scanned its first unit yet (usb-storage waits for a
 * second or more before it does), and a disk or CD-ROM whose driver is at work on it and has made no block device yet.
 * It does not show that a USB device is about to appear, nor that the host of other disks still scans: such a host looks
 * as one does that has no disks.
 *
 * @module
 */
import { basename } from "@std/path";
import type { System } from "../system/system.ts";

const USB = "/sys/bus/usb/devices";
const SCSI = "/sys/bus/scsi/devices";

export function isScanning(system: System): boolean {
  const names = (directory: string) => system.readDirectory(directory) ?? [];
  return names(USB).some((name) => isUnscanned(system, `${USB}/${name}`)) ||
    names(SCSI).some((name) => isWithoutBlockDevice(system, `${SCSI}/${name}`));
}

/** A mass storage interface (class 08) with a driver, none of whose hosts has a target. */
function isUnscanned(system: System, device: string): boolean {
  if (system.readText(`${device}/bInterfaceClass`)?.trim() !== "08") return false;
  if (system.stat(`${device}/driver`) === undefined) return false;
  const hosts = (system.readDirectory(device) ?? []).filter((name) => /^host\d/.test(name));
  return !hosts.some((host) =>
    system.readDirectory(`${device}/${host}`)?.some((name) => name.startsWith("target"))
  );
}

/** The drivers of disks and of CD-ROMs; a driver is bound before it looks at the device. */
const DRIVERS = new Set(["sd", "sr"]);

function isWithoutBlockDevice(system: System, device: string): boolean {
  if (system.lstat(`${device}/driver`) === undefined) return false;
  return DRIVERS.has(basename(system.readLink(`${device}/driver`))) &&
    system.stat(`${device}/block`) === undefined;
}
