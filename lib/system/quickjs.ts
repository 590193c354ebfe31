/// <reference path="./quickjs_modules.d.ts" />
/**
 * The {@link System} of the static binary: system calls from C (shims/quickjs/), their errors from here.
 *
 * @module
 */
import * as native from "native";
import type { Terminal } from "./terminal.ts";
import type { Hook } from "../hook.ts";
import { joined } from "./below.ts";
import {
  type FileKind,
  type Files,
  type FileStatus,
  LARGEST_TEXT,
  type OpenDirectory,
  type System,
  SystemError,
} from "./system.ts";

/**
 * What libraries ask for and the engine has none of. std's path functions ask whether a path is a `URL`, and its YAML whether
 * a value is a date or bytes: here none is. The library for diffs asks what time it is.
 */
Object.assign(globalThis, {
  URL: class {},
  Date: class {
    static readonly now = native.now;
  },
  Uint8Array: class {},
});

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
  116: "ESTALE",
  122: "EDQUOT",
};

/** What a path is called in messages. */
type Named = (path: string) => string;

const asItIs: Named = (path) => path;

/** The value; throws for a negative number, which is an errno. */
function checked<T>(action: string, path: string, value: T | number, named = asItIs): T {
  if (typeof value !== "number" || value >= 0) return value as T;
  throw new SystemError(ERRNO_NAMES[-value] ?? native.describe(-value), action, named(path));
}

/** The value, or undefined where the path is not there. */
function ifThere<T>(action: string, path: string, value: T | number, named: Named): T | undefined {
  return value === -ENOENT || value === -ENOTDIR ? undefined : checked(action, path, value, named);
}

const FORMAT = 0o170000;

const KINDS: Readonly<Record<number, FileKind>> = {
  0o100000: "file",
  0o040000: "directory",
  0o120000: "symlink",
  0o060000: "block device",
};

/** Without destructuring, which would go through an iterator: a boot does this a hundred times. */
function statusOf(status: native.Status): FileStatus {
  const mode = status[0];
  return {
    kind: KINDS[mode & FORMAT] ?? "other",
    mode: mode & 0o7777,
    uid: status[1],
    gid: status[2],
    size: status[3],
    device: status[4],
    inode: status[5],
  };
}

/** The files below a directory, or as the kernel finds them. */
function files(from: native.From, named: Named): Files {
  const status = (path: string, follow: boolean) => {
    const found = ifThere("look at", path, native.status(from, path, follow), named);
    return found && statusOf(found);
  };
  const done = (action: string, path: string, value: number) => void checked(action, path, value, named);
  return {
    readText: (path, limit = LARGEST_TEXT) =>
      ifThere("read", path, native.readText(from, path, limit), named),
    readFile: (path, limit) => {
      const found = ifThere("read", path, native.readFile(from, path, limit), named);
      return found && { text: found[0], status: statusOf(found[1]) };
    },
    readBytes: (path, offset, length) =>
      checked("read", path, native.readBytes(from, path, offset, length), named),
    readDirectory: (path) => ifThere("list", path, native.readDirectory(from, path), named)?.sort(),
    readLink: (path) => checked("read the link", path, native.readLink(from, path), named),
    stat: (path) => status(path, true),
    lstat: (path) => status(path, false),
    makeDirectory: (path, mode, owner) => {
      if (status(path, true)?.kind === "directory") return;
      done("make the directory", path, native.makeDirectory(from, path, mode, owner?.uid, owner?.gid));
    },
    createFile: (path, text, mode, owner) =>
      done("write", path, native.createFile(from, path, text, mode, owner?.uid, owner?.gid)),
    writeInto: (path, text) => done("write", path, native.writeInto(from, path, text)),
    makeLink: (target, path) => done("make the link", path, native.makeLink(from, path, target)),
    rename: (old, renamed) => done("replace", renamed, native.rename(from, old, renamed)),
    remove: (path) => done("remove", path, native.remove(from, path)),
    lock: (path, waitMs) => lock(from, path, waitMs, named),
    open: (path) => open(from, path, named),
  };
}

function lock(from: native.From, path: string, waitMs: number, named: Named): (() => void) | undefined {
  const end = native.now() + waitMs;
  for (;;) {
    const descriptor = native.lock(from, path);
    if (descriptor !== -EAGAIN) {
      checked("lock", path, descriptor, named);
      return () => native.close(descriptor);
    }
    if (native.now() >= end) return undefined;
    native.sleep(LOCK_POLL_MS);
  }
}

function open(from: native.From, path: string, named: Named): OpenDirectory | undefined {
  const descriptor = ifThere("open", path, native.openDirectory(from, path), named);
  if (descriptor === undefined) return undefined;
  return {
    ...files(descriptor, (inner) => named(joined(path, inner))),
    status: () => statusOf(checked("look at", path, native.status(descriptor, "", false), named)),
    close: () => native.close(descriptor),
  };
}

export const quickjsSystem: System = {
  ...files(undefined, asItIs),
  below: (directory) => files(directory, (path) => joined(directory, path)),
  mount: (device, directory, type) => void checked("mount", device, native.mount(device, directory, type)),
  unmount: (directory) => void checked("unmount", directory, native.unmount(directory)),
  run: (command) => {
    const [code, stderr] = checked("run", command[0] ?? "", native.run(...command));
    return { code, stderr: stderr.trim() };
  },
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
