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
  type CommandResult,
  type FileKind,
  type Files,
  type FileStatus,
  LARGEST_TEXT,
  type OpenDirectory,
  type Owner,
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

function isErrno(value: unknown): value is number {
  return typeof value === "number" && value < 0;
}

function refusal(errno: number, action: string, path: string): SystemError {
  return new SystemError(ERRNO_NAMES[errno] ?? native.describe(errno), action, path);
}

/** The value; throws for a negative number, which is an errno. */
function checked<T>(action: string, path: string, value: T | number): T {
  if (isErrno(value)) throw refusal(-value, action, path);
  return value as T;
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

/**
 * The files of a directory that is open, of a root, or as the kernel finds them. A class, as an object of so many functions would
 * have each of them made anew for each root.
 */
class NativeFiles implements Files {
  constructor(protected readonly from: native.From, private readonly directory = "") {}

  /** What a path is called in messages. `follow`: a link at its end is followed. */
  protected named(path: string, follow: boolean): string {
    const { from } = this;
    if (typeof from === "string") return joined(from, native.realPath(from, path, follow));
    return from === undefined ? path : joined(this.directory, path);
  }

  protected checked<T>(action: string, path: string, value: T | number, follow = true): T {
    if (!isErrno(value)) return value as T;
    if (value === -LINKS_IN_A_ROW) throw new SystemError("ELOOP", "follow", path);
    throw refusal(-value, action, this.named(path, follow));
  }

  /** The value, or undefined where the path is not there. */
  protected ifThere<T>(action: string, path: string, value: T | number, follow = true): T | undefined {
    return value === -ENOENT || value === -ENOTDIR ? undefined : this.checked(action, path, value, follow);
  }

  private look(path: string, follow: boolean): FileStatus | undefined {
    const found = this.ifThere("look at", path, native.status(this.from, path, follow), follow);
    return found && statusOf(found);
  }

  readText(path: string, limit = LARGEST_TEXT): string | undefined {
    return this.ifThere("read", path, native.readText(this.from, path, limit));
  }

  readFile(path: string, limit: number): { text: string; status: FileStatus } | undefined {
    const found = this.ifThere("read", path, native.readFile(this.from, path, limit), false);
    return found && { text: found[0], status: statusOf(found[1]) };
  }

  readBytes(path: string, offset: number, length: number): string {
    return this.checked("read", path, native.readBytes(this.from, path, offset, length));
  }

  readDirectory(path: string): string[] | undefined {
    return this.ifThere("list", path, native.readDirectory(this.from, path))?.sort();
  }

  readLink(path: string): string {
    return this.checked("read the link", path, native.readLink(this.from, path), false);
  }

  stat(path: string): FileStatus | undefined {
    return this.look(path, true);
  }

  lstat(path: string): FileStatus | undefined {
    return this.look(path, false);
  }

  makeDirectory(path: string, mode: number, owner?: Owner): void {
    if (this.look(path, true)?.kind === "directory") return;
    const made = native.makeDirectory(this.from, path, mode, owner?.uid, owner?.gid);
    this.checked("make the directory", path, made);
  }

  createFile(path: string, text: string, mode: number, owner?: Owner): void {
    const done = native.createFile(this.from, path, text, mode, owner?.uid, owner?.gid);
    this.checked("write", path, done, false);
  }

  writeInto(path: string, text: string): void {
    this.checked("write", path, native.writeInto(this.from, path, text));
  }

  makeLink(target: string, path: string): void {
    this.checked("make the link", path, native.makeLink(this.from, path, target), false);
  }

  rename(old: string, renamed: string): void {
    const done = native.rename(this.from, old, renamed);
    const isOld = done === -LINKS_IN_A_ROW && native.status(this.from, old, false) === done;
    this.checked("replace", isOld ? old : renamed, done, false);
  }

  remove(path: string): void {
    this.checked("remove", path, native.remove(this.from, path), false);
  }

  lock(path: string, waitMs: number): (() => void) | undefined {
    const end = native.now() + waitMs;
    for (;;) {
      const descriptor = native.lock(this.from, path);
      if (descriptor !== -EAGAIN) {
        this.checked("lock", path, descriptor);
        return () => native.close(descriptor);
      }
      if (native.now() >= end) return undefined;
      native.sleep(LOCK_POLL_MS);
    }
  }

  open(path: string): OpenDirectory | undefined {
    const descriptor = this.ifThere("open", path, native.openDirectory(this.from, path));
    return descriptor === undefined ? undefined : new NativeDirectory(descriptor, this.named(path, true));
  }
}

class NativeDirectory extends NativeFiles implements OpenDirectory {
  status(): FileStatus {
    return statusOf(this.checked("look at", "", native.status(this.from, "", false)));
  }

  close(): void {
    native.close(this.from as number);
  }
}

class NativeSystem extends NativeFiles implements System {
  rooted(root: string): System {
    return root === "/" ? this : new NativeSystem(this.named(root, true));
  }

  mount(device: string, directory: string, type: string): void {
    checked("mount", device, native.mount(device, this.named(directory, true), type));
  }

  unmount(directory: string): void {
    const point = this.named(directory, true);
    checked("unmount", point, native.unmount(point));
  }

  run(command: readonly string[]): CommandResult {
    const [code, stderr] = checked("run", command[0] ?? "", native.run(...command));
    return { code, stderr: stderr.trim() };
  }

  environment(name: string): string | undefined {
    return native.environment(name);
  }

  sleep(ms: number): void {
    native.sleep(ms);
  }

  now(): number {
    return native.now();
  }
}

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
  native.exit(hook(new NativeSystem(undefined), quickjsTerminal(), native.words()));
}

/** A part of the program that is read now: `loaded(import(…))`. Nothing else is waited for. */
export function loaded<T>(part: Promise<T>): T {
  return native.wait(part);
}
