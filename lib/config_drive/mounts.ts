/**
 * What is mounted where, as the kernel lists it (proc_pid_mountinfo(5)).
 *
 * @module
 */
import type { System } from "../system/system.ts";

export interface Mount {
  /** `major:minor` of the file system's device. */
  readonly device: string;
  /** The directory of the file system that is mounted; `/`: all of it. */
  readonly root: string;
  readonly point: string;
  /** `iso9660` */
  readonly type: string;
  /** The file system's own options, `upperdir=/run/upper` among them. */
  readonly options: readonly string[];
}

/** All mounts in the order of the list, in which what covers another comes behind it. */
export function readMounts(system: System): Mount[] {
  return (system.readText("/proc/self/mountinfo") ?? "").split("\n").flatMap(parseMount);
}

/** Any number of optional fields stands between the options of the mount and the separator. */
function parseMount(line: string): Mount[] {
  const [, , device, root, point, ...rest] = line.split(" ");
  const [type, , options] = rest.slice(rest.indexOf("-") + 1);
  if (point === undefined || options === undefined) return [];
  return [{
    device: device!,
    root: unescape(root!),
    point: unescape(point),
    type: type!,
    options: options.split(",").map(unescape),
  }];
}

/** The kernel writes blanks, line ends and backslashes as octal numbers. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
}

/** The mount in which a path lies; undefined where the list has none for it. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  const depth = ({ point }: Mount) => point === "/" ? 0 : point.length;
  const above = mounts.filter(({ point }) => isBelow(path, point));
  const deepest = Math.max(...above.map(depth));
  return above.findLast((mount) => depth(mount) === deepest);
}

/** Whether a path is a directory, or lies below it. */
export function isBelow(path: string, directory: string): boolean {
  return directory === "/" || path === directory || path.startsWith(`${directory}/`);
}
