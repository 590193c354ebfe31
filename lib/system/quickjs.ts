/// <reference path="./quickjs_modules.d.ts" />
/**
 * The {@link System} of the static binary: system calls from C (shims/quickjs/), their errors from here.
 *
 * @module
 */
import * as native from "native";
import type { Terminal } from "./terminal.ts";
import type { Hook } from "../hook.ts";
import { type FileKind, type FileStatus, type System, SystemError } from "./system.ts";

/** std's path functions ask whether a path is a `URL`, which the engine has none of: here no path is one. */
Object.assign(globalThis, { URL: class {} });

const LOCK_POLL_MS = 20;

const ENOENT = 2;
const EAGAIN = 11;
const ENOTDIR = 20;

/** Names of the errnos that the program treats differently or has words for; Linux has the same numbers everywhere. */
const ERRNO_NAMES: Readonly<Record<number, string>> = {
  1: "EPERM",
  [ENOENT]: "ENOENT",
  5: "EIO",
  13: "EACCES",
  16: "EBUSY",
  17: "EEXIST",
  19: "ENODEV",
  [ENOTDIR]: "ENOTDIR",
  21: "EISDIR",
  22: "EINVAL",
  27: "EFBIG",
  28: "ENOSPC",
  29: "ESPIPE",
  30: "EROFS",
  36: "ENAMETOOLONG",
  39: "ENOTEMPTY",
  40: "ELOOP",
  122: "EDQUOT",
};

/** The value; throws for a negative number, which is an errno. */
function checked<T>(action: string, path: string, value: T | number): T {
  if (typeof value !== "number" || value >= 0) return value as T;
  throw new SystemError(ERRNO_NAMES[-value] ?? native.describe(-value), action, path);
}

/** The value, or undefined where the path is not there. */
function ifThere<T>(action: string, path: string, value: T | number): T | undefined {
  return value === -ENOENT || value === -ENOTDIR ? undefined : checked(action, path, value);
}

const FORMAT = 0o170000;

const KINDS: Readonly<Record<number, FileKind>> = {
  0o100000: "file",
  0o040000: "directory",
  0o120000: "symlink",
  0o060000: "block device",
};

function statusOf(path: string, follow: boolean): FileStatus | undefined {
  const found = ifThere("look at", path, native.status(path, follow));
  if (found === undefined) return undefined;
  const mode = found[0];
  return {
    kind: KINDS[mode & FORMAT] ?? "other",
    mode: mode & 0o7777,
    uid: found[1],
    gid: found[2],
    size: found[3],
  };
}

function lock(path: string, waitMs: number): (() => void) | undefined {
  const end = native.now() + waitMs;
  for (;;) {
    const descriptor = native.lock(path);
    if (descriptor !== -EAGAIN) {
      checked("lock", path, descriptor);
      return () => native.unlock(descriptor);
    }
    if (native.now() >= end) return undefined;
    native.sleep(LOCK_POLL_MS);
  }
}

export const quickjsSystem: System = {
  readText: (path, limit = Infinity) => ifThere("read", path, native.readText(path, limit)),
  readBytes: (path, offset, length) =>
    new Uint8Array(checked("read", path, native.readBytes(path, offset, length))),
  readDirectory: (path) => ifThere("list", path, native.readDirectory(path))?.sort(),
  readLink: (path) => checked("read the link", path, native.readLink(path)),
  stat: (path) => statusOf(path, true),
  lstat: (path) => statusOf(path, false),
  makeDirectory: (path, mode) => {
    if (statusOf(path, true)?.kind === "directory") return;
    checked("make the directory", path, native.makeDirectory(path, mode));
  },
  createFile: (path, text, mode) => void checked("write", path, native.createFile(path, text, mode)),
  writeInto: (path, text) => void checked("write", path, native.writeInto(path, text)),
  makeLink: (target, path) => void checked("make the link", path, native.makeLink(target, path)),
  changeOwner: (path, uid, gid) =>
    void checked("change the owner of", path, native.changeOwner(path, uid, gid)),
  rename: (from, to) => void checked("replace", to, native.rename(from, to)),
  remove: (path) => void checked("remove", path, native.remove(path)),
  mount: (device, directory, type) => void checked("mount", device, native.mount(device, directory, type)),
  unmount: (directory) => void checked("unmount", directory, native.unmount(directory)),
  run: (command) => {
    const [code, stderr] = checked("run", command[0] ?? "", native.run(...command));
    return { code, stderr: stderr.trim() };
  },
  lock,
  environment: native.environment,
  sleep: native.sleep,
  now: native.now,
};

/** Standard output and error; colours where output is a terminal and `NO_COLOR` (no-color.org) is unset or empty. */
function quickjsTerminal(): Terminal {
  return {
    out: (line) => native.print(1, `${line}\n`),
    err: (line) => native.print(2, `${line}\n`),
    color: native.isTerminal(1) && !native.environment("NO_COLOR"),
  };
}

/** Runs a hook on this machine, with the command line of this process, and ends the process with its exit status. */
export function start(hook: Hook): never {
  native.exit(hook(quickjsSystem, quickjsTerminal(), native.words()));
}

/** A part of the program that is read now: `loaded(import(…))`. Nothing else is waited for. */
export function loaded<T>(part: Promise<T>): T {
  return native.wait(part);
}
