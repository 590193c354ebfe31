/**
 * Whether the root file system may be on the network: a look that every boot can afford. What it comes to is found out in
 * `discover.ts`.
 *
 * @module
 */
import { unlessRefused } from "../config_drive/documents.ts";
import type { System } from "../system/system.ts";

/** Where the kernel lists what is mounted (proc_pid_mountinfo(5)). */
export const MOUNTS = "/proc/self/mountinfo";

/** Places of disks that are somewhere else, or that stand on others. */
const DOUBTFUL = /\/virtual\/|\/session\d|\/rbd\/|nvme-fabrics/;

/**
 * The line of the root's mount where that may be on the network; undefined: it is on a disk of the machine, or nobody knows.
 * Of several mounts at `/` the last one counts; behind a mount point stand its options, which begin with `rw` or `ro`.
 */
export function doubtfulRoot(system: System): string | undefined {
  const text = unlessRefused(() => system.readText(MOUNTS)) ?? "";
  const at = Math.max(text.lastIndexOf(" / rw"), text.lastIndexOf(" / ro"));
  if (at === -1) return undefined;
  const line = text.slice(text.lastIndexOf("\n", at) + 1).split("\n", 1)[0]!;
  const place = unlessRefused(() => system.readLink(`/sys/dev/block/${line.split(" ", 3)[2]}`));
  return place === undefined || DOUBTFUL.test(place) ? line : undefined;
}
