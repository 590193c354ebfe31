/**
 * Which block device is the config drive.
 *
 * @module
 */
import { basename, dirname } from "@std/path";
import { noteOn, type Problem, problemIn, quote } from "../problem.ts";
import type { System } from "../system/system.ts";
import { readVolume, type Volume } from "./volume.ts";

export interface DriveDevice {
  /** `/dev/sr0` */
  readonly path: string;
  readonly volume: Volume;
  /** The medium can be taken out or cannot be written, as a cloud attaches it. */
  readonly removable: boolean;
  /** The disk that it is a partition of. */
  readonly disk: string | undefined;
}

export interface FoundDrive {
  readonly device: DriveDevice | undefined;
  readonly problems: readonly Problem[];
}

const BLOCK = "/sys/class/block";
const UDEV_QUEUE = "/run/udev/queue";
const POLL_MS = 100;

/** Devices that hold no drive, and of which a floppy would cost seconds to open. */
const NEVER = /^(?:ram|zram|fd|mtdblock|nbd)\d/;

/** The kernel's and mkfs.vfat's spelling. FAT keeps the case that it was made with. */
function isDriveLabel(label: string): boolean {
  return label === "config-2" || label === "CONFIG-2";
}

/**
 * Looks for the drive, and as long as there is none and udev still has work queued, waits for it, `waitMs` at the most.
 * `ir_pub_id=` on the kernel's command line names the publisher id that the drive's ISO must have.
 */
export function findDrive(system: System, waitMs: number): FoundDrive {
  const wanted = publisherId(system.readText("/proc/cmdline") ?? "");
  const candidates = awaitDrives(system, system.now() + waitMs);
  return wanted === undefined ? chooseDrive(candidates) : chooseByPublisher(candidates, wanted);
}

/** Asks for udev's queue before it looks: what udev is done with by then is there to be seen. */
function awaitDrives(system: System, end: number): DriveDevice[] {
  for (;;) {
    const mayCome = system.stat(UDEV_QUEUE) !== undefined && system.now() < end;
    const found = driveDevices(system);
    if (found.length > 0 || !mayCome) return found;
    system.sleep(POLL_MS);
  }
}

function publisherId(cmdline: string): string | undefined {
  return /(?:^|\s)ir_pub_id=(\S+)/.exec(cmdline)?.[1];
}

/** All devices with the drive's label; a disk that is one hides its partitions, which are windows on the same data. */
function driveDevices(system: System): DriveDevice[] {
  const names = (system.readDirectory(BLOCK) ?? []).filter((name) =>
    !NEVER.test(name) && hasMedium(system, name)
  );
  const devices = names.flatMap((name) => driveDevice(system, name) ?? []);
  const paths = new Set(devices.map(({ path }) => path));
  return devices.filter(({ disk }) => disk === undefined || !paths.has(disk));
}

function hasMedium(system: System, name: string): boolean {
  return (system.readText(`${BLOCK}/${name}/size`) ?? "0").trim() !== "0";
}

function driveDevice(system: System, name: string): DriveDevice | undefined {
  const path = `/dev/${name.replaceAll("!", "/")}`;
  const volume = readVolume(system, path);
  if (volume === undefined || !isDriveLabel(volume.label)) return undefined;
  const isPartition = system.stat(`${BLOCK}/${name}/partition`) !== undefined;
  const disk = isPartition ? basename(dirname(system.readLink(`${BLOCK}/${name}`))) : undefined;
  const flag = (file: string) => system.readText(`${BLOCK}/${disk ?? name}/${file}`)?.trim() === "1";
  return { path, volume, removable: flag("removable") || flag("ro"), disk: disk && `/dev/${disk}` };
}

function chooseByPublisher(candidates: readonly DriveDevice[], wanted: string): FoundDrive {
  const device = candidates.find(({ volume }) => volume.publisher === wanted);
  if (device !== undefined) return { device, problems: [] };
  const seen = candidates.map(({ path, volume }) => `${path} has ${quote(volume.publisher)}`).join(", ");
  return {
    device: undefined,
    problems: [{
      severity: "problem",
      file: "/proc/cmdline",
      path: "ir_pub_id",
      message: `no config drive has the publisher id ${quote(wanted)}${seen === "" ? "" : ` (${seen})`}`,
      action: "none is used",
    }],
  };
}

/** A cloud attaches a medium; a partition of a disk may be left over from another life of the machine. */
function chooseDrive(candidates: readonly DriveDevice[]): FoundDrive {
  const rank = ({ removable, disk }: DriveDevice) => removable ? 0 : disk === undefined ? 1 : 2;
  const [device, ...others] = candidates.toSorted((a, b) => rank(a) - rank(b));
  if (device === undefined || others.length === 0) return { device, problems: [] };
  const report = rank(device) === rank(others[0]!) ? problemIn : noteOn;
  const message = `${others.map(({ path }) => path).join(" and ")} also has the label of a config drive`;
  return { device, problems: [report(device.path, message, `${device.path} is used`)] };
}
