/**
 * Which system call of a boot is made to fail, and how: from a trace of an undisturbed boot.
 *
 * @module
 */
import { join } from "@std/path";

/** One call that is to fail, as strace's option `--inject` has it. */
export interface Injection {
  readonly call: string;
  /** The first call of the name is 1. */
  readonly number: number;
  /** An errno's name, or `KILL`: the process ends before the call. */
  readonly fault: string;
  /** What the call is about, relative to the root where it is below it. */
  readonly path: string;
  /** It reads what the plan is made of, rather than changes something. */
  readonly reads: boolean;
}

const READING = ["EIO", "EACCES", "EINTR", "ENOMEM"];
const CHANGING = ["EIO", "ENOSPC", "EROFS", "EACCES", "EPERM", "EINTR", "EDQUOT"];

/** What each call may fail with; each of them may also be where the process is killed. */
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  stat: READING,
  lstat: READING,
  newfstatat: READING,
  fstat: ["EIO"],
  readlink: READING,
  readlinkat: READING,
  getdents64: ["EIO", "EINTR", "ENOMEM"],
  read: ["EIO", "EINTR", "EISDIR"],
  pread64: ["EIO", "EINTR"],
  openat: [...CHANGING, "EMFILE", "ENFILE"],
  write: ["EIO", "ENOSPC", "EDQUOT", "EINTR", "EFBIG", "EPIPE"],
  fsync: ["EIO", "ENOSPC", "EROFS", "EINTR", "EDQUOT"],
  fdatasync: ["EIO", "ENOSPC", "EROFS", "EINTR", "EDQUOT"],
  close: ["EIO", "ENOSPC", "EINTR", "EDQUOT"],
  fchmod: CHANGING,
  chmod: CHANGING,
  fchown: CHANGING,
  chown: CHANGING,
  lchown: CHANGING,
  ftruncate: CHANGING,
  mkdirat: [...CHANGING, "EMLINK"],
  unlinkat: CHANGING,
  symlinkat: CHANGING,
  renameat: [...CHANGING, "EBUSY", "EXDEV"],
  flock: ["EINTR", "ENOLCK", "EAGAIN", "EIO"],
  mmap: ["ENOMEM"],
  nanosleep: ["EINTR"],
  pipe2: ["EMFILE", "ENFILE"],
  clone: ["EAGAIN", "ENOMEM"],
  wait4: ["EINTR"],
};

/** The calls that a trace has to show. */
export const TRACED = Object.keys(FAULTS).join(",");

interface Call {
  readonly call: string;
  readonly number: number;
  readonly path: string;
  readonly writes: boolean;
  readonly isWay: boolean;
}

const CHANGES =
  /^(?:write|fsync|fdatasync|fchmod|chmod|f?chown|lchown|ftruncate|mkdirat|unlinkat|symlinkat|renameat|close)$/;

/** A directory that is only passed on the way to what is meant. */
const IS_WAY = /O_PATH/;
const WAY_FAULTS = ["EACCES", "EMFILE"];

/** The calls of a trace that strace wrote with `--decode-fds=path`, one process, in order. */
export function parseTrace(trace: string, root: string): Call[] {
  const counts = new Map<string, number>();
  return trace.split("\n").flatMap((line) => {
    const [, call, rest = ""] = /^(\w+)\((.*)$/.exec(line) ?? [];
    if (call === undefined || FAULTS[call] === undefined) return [];
    const number = (counts.get(call) ?? 0) + 1;
    counts.set(call, number);
    const writes = CHANGES.test(call) || /O_(?:WRONLY|RDWR|CREAT)/.test(rest);
    return [{ call, number, path: pathOf(call, rest, root), writes, isWay: IS_WAY.test(rest) }];
  });
}

/** The last path that is quoted, with the directory that it is in, or the one of a descriptor. */
function pathOf(call: string, rest: string, root: string): string {
  const ofDescriptor = /^\d+<([^>]*)>/.exec(rest)?.[1];
  const isData = /^(?:read|write|pread64)$/.test(call);
  const [, directory, quoted] = isData ? [] : [...rest.matchAll(/(?:<([^>]*)>, )?"([^"]*)"/g)].at(-1) ?? [];
  const path = quoted === undefined || quoted.startsWith("/") ? quoted : join(directory ?? "", quoted);
  const whole = path ?? ofDescriptor ?? "";
  return whole.startsWith(`${root}/`) ? whole.slice(root.length + 1) : whole === root ? "." : whole;
}

/** What the kernel answers about an interface that goes away, or is down; nothing else is wrong with a `/sys` ever. */
const SYSFS_FAULTS: Readonly<Record<string, readonly string[]>> = {
  lstat: ["ENOENT"],
  openat: ["ENOENT", "EMFILE"],
  read: ["ENODEV", "EINVAL"],
  getdents64: [],
  close: [],
  fstat: [],
};

export function isInterfacePath(path: string): boolean {
  return path.startsWith("sys/class/net/");
}

function isSysfs(path: string): boolean {
  return path === "sys" || path.startsWith("sys/");
}

/** Every fault of every call, and a kill before every call that is not one of many looks in a row. */
export function injectionsOf(calls: readonly Call[]): Injection[] {
  return calls.flatMap(({ call, number, path, writes, isWay }) => {
    const reads = !writes && call !== "flock";
    if (isWay) return WAY_FAULTS.map((fault) => ({ call, number, path, fault, reads }));
    const own = isInterfacePath(path) ? SYSFS_FAULTS[call] : isSysfs(path) ? [] : FAULTS[call];
    const faults = [...own ?? [], ...(writes || call === "openat" ? ["KILL"] : [])];
    return faults.map((fault) => ({ call, number, path, fault, reads }));
  });
}

/** strace's own words. */
export function injectOption({ call, number, fault }: Injection): string {
  const what = fault === "KILL" ? "signal=KILL" : `error=${fault}`;
  return `--inject=${call}:${what}:when=${number}`;
}

export function describeInjection({ call, number, fault, path }: Injection): string {
  const what = fault === "KILL" ? "killed before" : `${fault} from`;
  return `${what} ${call} number ${number} (${path})`;
}
