/**
 * The one door to the machine: everything that the program reads, writes or runs goes through a {@link System}.
 *
 * All calls are synchronous. A path that is not there is an answer (`undefined`) where a caller can go on without
 * it, and a {@link SystemError} everywhere else.
 *
 * @module
 */

/** What a path is, as `lstat` and `stat` tell it. */
export type FileKind = "file" | "directory" | "symlink" | "block device" | "other";

export interface FileStatus {
  readonly kind: FileKind;
  /** Permission bits, without the file type: `0o644`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for most files of `/sys` and `/proc`. */
  readonly size: number;
  /** Together with the inode, what it is, whatever its name. */
  readonly device: number;
  readonly inode: number;
}

/** The numbers of a user and a group. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export interface CommandResult {
  /** The exit status; 128 + the signal's number for a command that was killed. */
  readonly code: number;
  readonly stderr: string;
}

/** A call to the operating system that failed. `code` is the errno's name (`ENOENT`, `EROFS`, …). */
export class SystemError extends Error {
  override readonly name = "SystemError";
  constructor(readonly code: string, readonly action: string, readonly path: string) {
    super(`cannot ${action} "${path}": ${describeErrno(code)}`);
  }
}

/** Bytes of a file that is read as a whole. Files of a machine's configuration have a few lines, those of a list of hosts many. */
export const LARGEST_TEXT = 1024 * 1024;

/** Files and directories by their paths. */
export interface Files {
  /**
   * The whole file as UTF-8, or undefined where there is none. Throws {@link SystemError}, `EFBIG` above `limit` bytes
   * ({@link LARGEST_TEXT} where none is given), `ESPIPE` for what is no plain file and could be waited for for ever.
   */
  readText(path: string, limit?: number): string | undefined;
  /**
   * A plain file and what it is, both of one descriptor, and never through a symbolic link at the end of the path;
   * undefined where there is none. Throws {@link SystemError} as `readText` does, and `ELOOP` for a link.
   */
  readFile(path: string, limit: number): { readonly text: string; readonly status: FileStatus } | undefined;
  /**
   * Up to `length` bytes from `offset`, each as the character of its number (up to U+00FF); shorter at the end of the file.
   * Throws {@link SystemError}.
   */
  readBytes(path: string, offset: number, length: number): string;
  /** The names in a directory, sorted, or undefined where there is none. Throws {@link SystemError}. */
  readDirectory(path: string): string[] | undefined;
  /** The target of a symbolic link as it is written there. Throws {@link SystemError}. */
  readLink(path: string): string;
  /** Follows symbolic links. Undefined where the path, or what it points to, is not there. */
  stat(path: string): FileStatus | undefined;
  /** Does not follow a symbolic link at the end of the path. */
  lstat(path: string): FileStatus | undefined;

  /** Makes one directory; an existing directory is left as it is. Throws {@link SystemError}. */
  makeDirectory(path: string, mode: number, owner?: Owner): void;
  /**
   * Makes a new file (never an existing one, never through a link) with this mode and owner, and syncs it. Throws
   * {@link SystemError}.
   */
  createFile(path: string, text: string, mode: number, owner?: Owner): void;
  /** Writes into what is there, for files of `/sys` and `/proc`. Throws {@link SystemError}. */
  writeInto(path: string, text: string): void;
  /** Makes a symbolic link. Throws {@link SystemError}. */
  makeLink(target: string, path: string): void;
  /** Replaces `to` atomically and makes the directory entry durable. Throws {@link SystemError}. */
  rename(from: string, to: string): void;
  /** Removes a file, and makes that durable, or an empty directory. Throws {@link SystemError}. */
  remove(path: string): void;

  /**
   * Takes the exclusive advisory lock (`flock(2)`) of a file or directory; the kernel drops it when the process ends.
   * Returns the call that gives it back, or undefined when another process still holds it after `waitMs`. Throws
   * {@link SystemError}.
   */
  lock(path: string, waitMs: number): (() => void) | undefined;
  /** Opens a directory, so that it stays the same one whatever becomes of its name; undefined where there is none. */
  open(path: string): OpenDirectory | undefined;
}

/**
 * A directory as `/` of its own, in which no symbolic link is followed: a path through one is not there (`ENOTDIR`), and at
 * its end a link is a link. Nobody can make it another directory by exchanging names. (Deno has no calls for that: there a
 * name that is exchanged in the same moment is not noticed.)
 */
export interface OpenDirectory extends Files {
  status(): FileStatus;
  close(): void;
}

export interface System extends Files {
  /**
   * The system that sees the directory `root` as `/`, as a chroot would, without being one; for `/` it is itself. Absolute
   * symbolic links mean the root's own tree, and `..` stops at the root, so no path can leave it. A link at the end of a path is
   * followed by reads, and within the root by what changes a thing that is there, and never where something is made, replaced
   * or removed. Throws {@link SystemError} `ELOOP` for more than 40 links in a row.
   */
  rooted(root: string): System;

  /**
   * Mounts the file system of a device so that it can do no harm: read-only, without set-user-ID bits, devices and
   * programs; see mount(2). Throws {@link SystemError}.
   */
  mount(device: string, directory: string, type: string): void;
  /** Throws {@link SystemError}. */
  unmount(directory: string): void;

  /** Runs a program with these arguments, no shell, no input. Throws {@link SystemError} when it cannot be started. */
  run(command: readonly string[]): CommandResult;
  /** A variable of the process's environment, or undefined. Throws {@link SystemError} where it may not be read. */
  environment(name: string): string | undefined;
  sleep(ms: number): void;
  /** Milliseconds of a clock that only moves forward. */
  now(): number;
}

const ERRNO_TEXT: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "it is in use, as a mount point for example",
  EDQUOT: "the disk quota is used up",
  EEXIST: "it is there already",
  EFBIG: "it is too large",
  EIO: "the device failed to read or write it",
  EISDIR: "it is a directory",
  ELOOP: "too many symbolic links, or one that leaves the root",
  EINVAL: "the kernel refuses that here",
  ENAMETOOLONG: "the name is too long",
  ENODEV: "there is no such device, or no driver for it",
  ENOENT: "there is no such file or directory",
  ENOSPC: "no space left on the file system",
  ENOTCAPABLE: "this run of Deno was not given the permission",
  ENOTDIR: "a part of the path is not a directory",
  ENOTEMPTY: "the directory is not empty",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ESTALE: "it is no longer what it was a moment ago",
  ESPIPE: "it is not a plain file",
};

function describeErrno(code: string): string {
  return ERRNO_TEXT[code] ?? code;
}
