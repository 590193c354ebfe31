/**
 * Whether the system runs from memory, as one does that inspects or installs a machine: whatever lies on the machine's own
 * disks is then another system's, and often another owner's.
 *
 * @module
 */
import type { System } from "../system/system.ts";
import { commandLine } from "./command_line.ts";
import { type Mount, mountOf, readMounts } from "./mounts.ts";

/** What shows that the system runs from memory, as the end of a sentence; undefined: it runs from a disk. */
export function ramdiskSign(system: System): string | undefined {
  const { agent, networkBoot } = commandLine(system);
  if (agent) return "the kernel's command line is that of ironic's agent";
  if (networkBoot) return "the kernel's command line says BOOTIF= without ir_pub_id=";
  return isRootInMemory(readMounts(system)) ? "the root file system is in memory" : undefined;
}

/** Of several mounts at `/` the last one is what `/` is: a ramdisk that handed over to a disk is no ramdisk any more. */
function isRootInMemory(mounts: readonly Mount[]): boolean {
  const root = mounts.findLast(({ point }) => point === "/");
  return root !== undefined && isInMemory(root, mounts);
}

const MEMORY = new Set(["rootfs", "tmpfs", "ramfs"]);
const IMAGES = new Set(["squashfs", "erofs"]);

/** The major numbers of `/dev/ram` and `/dev/loop` (admin-guide/devices.txt of the kernel). */
export const IMAGE_DEVICE = /^[17]:/;

function isInMemory(mount: Mount, mounts: readonly Mount[]): boolean {
  if (MEMORY.has(mount.type)) return true;
  if (IMAGES.has(mount.type)) return IMAGE_DEVICE.test(mount.device);
  return mount.type === "overlay" && isUpperInMemory(mount, mounts);
}

/**
 * What is written to an overlay lies in its upper directory. A live system has it in memory, at a place that often cannot be
 * seen any more once the root has been switched, so one that cannot be seen counts as being there: a drive that is passed over costs
 * a setting, one that is wrongly obeyed costs the machine. An overlay that nobody can write is an image on a disk.
 */
function isUpperInMemory(overlay: Mount, mounts: readonly Mount[]): boolean {
  const upper = overlay.options.find((option) => option.startsWith("upperdir="))?.slice("upperdir=".length);
  if (upper === undefined) return false;
  const holder = mountOf(mounts, upper);
  return holder === undefined || holder.type === "overlay" || isInMemory(holder, mounts);
}
