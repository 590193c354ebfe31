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
/** Of a path below a root; not the kernel's (shims/quickjs/native.h). */
const LINKS_IN_A_ROW = 1040;

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
  if (value === -LINKS_IN_A_ROW) throw new SystemError("ELOOP", "follow", path);
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

/** The files of a directory, of a root, or as the kernel finds them. `kept`: where a link at the path's end is not followed. */
function files(from: native.From, named: Named, kept = named): Files {
  const status = (path: string, follow: boolean, as: Named) => {
    const found = ifThere("look at", path, native.status(from, path, follow), as);
    return found && statusOf(found);
  };
  return {
    readText: (path, limit = LARGEST_TEXT) =>
      ifThere("read", path, native.readText(from, path, limit), named),
    readFile: (path, limit) => {
      const found = ifThere("read", path, native.readFile(from, path, limit), kept);
      return found && { text: found[0], status: statusOf(found[1]) };
    },
    readBytes: (path, offset, length) =>
      checked("read", path, native.readBytes(from, path, offset, length), named),
    readDirectory: (path) => ifThere("list", path, native.readDirectory(from, path), named)?.sort(),
    readLink: (path) => checked("read the link", path, native.readLink(from, path), kept),
    stat: (path) => status(path, true, named),
    lstat: (path) => status(path, false, kept),
    makeDirectory: (path, mode, owner) => {
      if (status(path, true, named)?.kind === "directory") return;
      const made = native.makeDirectory(from, path, mode, owner?.uid, owner?.gid);
      checked("make the directory", path, made, named);
    },
    createFile: (path, text, mode, owner) =>
      void checked("write", path, native.createFile(from, path, text, mode, owner?.uid, owner?.gid), kept),
    writeInto: (path, text) => void checked("write", path, native.writeInto(from, path, text), named),
    makeLink: (target, path) =>
      void checked("make the link", path, native.makeLink(from, path, target), kept),
    rename: (old, renamed) => {
      const done = native.rename(from, old, renamed);
      const isOld = done === -LINKS_IN_A_ROW && native.status(from, old, false) === done;
      checked("replace", isOld ? old : renamed, done, kept);
    },
    remove: (path) => void checked("remove", path, native.remove(from, path), kept),
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
    ...files(descriptor, (inner) => joined(named(path), inner)),
    status: () => statusOf(checked("look at", path, native.status(descriptor, "", false), named)),
    close: () => native.close(descriptor),
  };
}

/** The machine's, or that of a root. */
function systemOf(root: string | undefined): System {
  const real = (path: string, follow: boolean) =>
    root === undefined ? path : joined(root, native.realPath(root, path, follow));
  const followed = (path: string) => real(path, true);
  return {
    ...files(root, followed, (path) => real(path, false)),
    rooted(directory) {
      return directory === "/" ? this : systemOf(followed(directory));
    },
    mount: (device, directory, type) =>
      void checked("mount", device, native.mount(device, followed(directory), type)),
    unmount: (directory) => {
      const point = followed(directory);
      checked("unmount", point, native.unmount(point));
    },
    run: (command) => {
      const [code, stderr] = checked("run", command[0] ?? "", native.run(...command));
      return { code, stderr: stderr.trim() };
    },
    environment: native.environment,
    sleep: native.sleep,
    now: native.now,
  };
}

export const quickjsSystem: System = systemOf(undefined);

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
