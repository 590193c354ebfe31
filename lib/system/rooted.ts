/**
 * A {@link System} that sees one directory as `/`, as a chroot would, without being one.
 *
 * @module
 */
import type { System } from "./system.ts";
import { SystemError } from "./system.ts";

const MOST_LINKS = 40;

/**
 * The system below `root`. Absolute symbolic links mean the root's own tree, and `..` stops at the root, so no path
 * can leave it; a link at the end of a path is followed by reads, and within the root by what changes a thing that is
 * there, and never where something is made, replaced or removed.
 */
export function rootedSystem(system: System, root: string): System {
  if (root === "/") return system;
  const follow = (path: string) => host(root, resolveInRoot(system, root, path, true));
  const keep = (path: string) => host(root, resolveInRoot(system, root, path, false));
  return {
    ...system,
    readText: (path, limit) => system.readText(follow(path), limit),
    readBytes: (path, offset, length) => system.readBytes(follow(path), offset, length),
    readDirectory: (path) => system.readDirectory(follow(path)),
    readLink: (path) => system.readLink(keep(path)),
    stat: (path) => system.lstat(follow(path)),
    lstat: (path) => system.lstat(keep(path)),
    makeDirectory: (path, mode) => system.makeDirectory(follow(path), mode),
    createFile: (path, text, mode) => system.createFile(keep(path), text, mode),
    writeInto: (path, text) => system.writeInto(follow(path), text),
    makeLink: (target, path) => system.makeLink(target, keep(path)),
    changeOwner: (path, uid, gid) => system.changeOwner(follow(path), uid, gid),
    rename: (from, to) => system.rename(keep(from), keep(to)),
    remove: (path) => system.remove(keep(path)),
    lock: (path, waitMs) => system.lock(follow(path), waitMs),
  };
}

function host(root: string, parts: readonly string[]): string {
  return parts.length === 0 ? root : `${root.replace(/\/+$/, "")}/${parts.join("/")}`;
}

/** The parts of a path without any symbolic link in it (but for the last part, unless it is followed). */
function resolveInRoot(system: System, root: string, path: string, followLast: boolean): readonly string[] {
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
    if (++links > MOST_LINKS) throw new SystemError("ELOOP", "follow", path);
    const target = system.readLink(candidate);
    if (target.startsWith("/")) done.length = 0;
    todo.push(...split(target).reverse());
  }
  return done;
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
