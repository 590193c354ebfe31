/**
 * A {@link System} that sees one directory as `/`, as a chroot would, without being one.
 *
 * @module
 */
import type { FileStatus, System } from "./system.ts";
import { SystemError } from "./system.ts";

const MOST_LINKS = 40;

/**
 * The system below `root`. Absolute symbolic links mean the root's own tree, and `..` stops at the root, so no path
 * can leave it; a link at the end of a path is followed by reads, and within the root by what changes a thing that is
 * there, and never where something is made, replaced or removed.
 */
export function rootedSystem(system: System, root: string): System {
  if (root === "/") return system;
  const known: Directories = new Map();
  const find = (path: string, followLast: boolean) => place({ system, root, known, path }, path, followLast);
  const follow = (path: string) => find(path, true).real;
  const keep = (path: string) => find(path, false).real;
  /** For what may put a directory where there was none, or something else in a directory's place. */
  const change = <T>(body: () => T): T => {
    try {
      return body();
    } finally {
      known.clear();
    }
  };
  return {
    ...system,
    readText: (path, limit) => system.readText(follow(path), limit),
    readBytes: (path, offset, length) => system.readBytes(follow(path), offset, length),
    readDirectory: (path) => system.readDirectory(follow(path)),
    readLink: (path) => system.readLink(keep(path)),
    stat: (path) => {
      const { real, seen } = find(path, true);
      return seen === undefined ? system.lstat(real) : seen.status;
    },
    lstat: (path) => system.lstat(keep(path)),
    makeDirectory: (path, mode) => change(() => system.makeDirectory(follow(path), mode)),
    createFile: (path, text, mode) => system.createFile(keep(path), text, mode),
    writeInto: (path, text) => system.writeInto(follow(path), text),
    makeLink: (target, path) => change(() => system.makeLink(target, keep(path))),
    changeOwner: (path, uid, gid) => system.changeOwner(keep(path), uid, gid),
    rename: (from, to) => change(() => system.rename(keep(from), keep(to))),
    remove: (path) => change(() => system.remove(keep(path))),
    mount: (device, directory, type) => system.mount(device, follow(directory), type),
    unmount: (directory) => system.unmount(follow(directory)),
    lock: (path, waitMs) => system.lock(follow(path), waitMs),
  };
}

/**
 * Directories that were looked for, each with the host's path of it. A boot looks at dozens of files of a few directories,
 * and each look would walk the whole path again. A directory that somebody else replaced meanwhile is no new danger: that
 * can happen just as well between any walk and what follows it.
 */
type Directories = Map<string, { readonly real: string; readonly isThere: boolean }>;

interface Search {
  readonly system: System;
  readonly root: string;
  readonly known: Directories;
  /** What was asked for, which errors name. */
  readonly path: string;
}

/** The host's path of one below the root, and what is there if that was looked at on the way. */
interface Place {
  readonly real: string;
  readonly seen?: { readonly status: FileStatus | undefined };
}

/** Where a path is: without any symbolic link in it (but for the last part, unless it is followed). */
function place(search: Search, path: string, followLast: boolean): Place {
  const slash = path.lastIndexOf("/");
  const last = path.slice(slash + 1);
  if (slash <= 0 || last === "" || last === "." || last === "..") return walk(search, path, followLast);
  const directory = realDirectory(search, path.slice(0, slash));
  const real = `${directory.real}/${last}`;
  if (!followLast) return { real };
  const status = directory.isThere ? search.system.lstat(real) : undefined;
  return status?.kind === "symlink" ? walk(search, path, true) : { real, seen: { status } };
}

function realDirectory(search: Search, path: string) {
  const known = search.known.get(path);
  if (known !== undefined) return known;
  const { real, seen } = place(search, path, true);
  const status = seen === undefined ? search.system.lstat(real) : seen.status;
  const directory = { real, isThere: status?.kind === "directory" };
  search.known.set(path, directory);
  return directory;
}

/** The same as {@link place}, a part at a time from the root on. */
function walk({ system, root, path: asked }: Search, path: string, followLast: boolean): Place {
  return { real: host(root, resolveInRoot(system, root, path, followLast, asked)) };
}

function host(root: string, parts: readonly string[]): string {
  return parts.length === 0 ? root : `${root.replace(/\/+$/, "")}/${parts.join("/")}`;
}

function resolveInRoot(
  system: System,
  root: string,
  path: string,
  followLast: boolean,
  asked: string,
): readonly string[] {
  const done: string[] = [];
  const todo = split(path).reverse();
  let links = 0;
  while (todo.length > 0) {
    const part = todo.pop()!;
    if (part === "..") {
      done.pop();
      continue;
    }
    const candidate = host(root, [...done, part]);
    const isLink = (todo.length > 0 || followLast) && system.lstat(candidate)?.kind === "symlink";
    if (!isLink) {
      done.push(part);
      continue;
    }
    if (++links > MOST_LINKS) throw new SystemError("ELOOP", "follow", asked);
    const target = system.readLink(candidate);
    if (target.startsWith("/")) done.length = 0;
    todo.push(...split(target).reverse());
  }
  return done;
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
