/**
 * {@link System.rooted} for systems that know nothing but paths.
 *
 * @module
 */
import { filesBelow, joined } from "./below.ts";
import type { Files, FileStatus, System } from "./system.ts";
import { SystemError } from "./system.ts";

const MOST_LINKS = 40;

export function rootedSystem(system: System, root: string): System {
  if (root === "/") return system;
  const known: Directories = new Map();
  const files = filesBelow(system, root);
  const find = (path: string, followLast: boolean) => place({ files, known, path }, path, followLast);
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
    readText: (path, limit) => files.readText(follow(path), limit),
    readFile: (path, limit) => files.readFile(keep(path), limit),
    readBytes: (path, offset, length) => files.readBytes(follow(path), offset, length),
    readDirectory: (path) => files.readDirectory(follow(path)),
    readLink: (path) => files.readLink(keep(path)),
    stat: (path) => {
      const { real, seen } = find(path, true);
      return seen === undefined ? files.lstat(real) : seen.status;
    },
    lstat: (path) => files.lstat(keep(path)),
    makeDirectory: (path, mode, owner) => change(() => files.makeDirectory(follow(path), mode, owner)),
    createFile: (path, text, mode, owner) => files.createFile(keep(path), text, mode, owner),
    writeInto: (path, text) => files.writeInto(follow(path), text),
    makeLink: (target, path) => change(() => files.makeLink(target, keep(path))),
    rename: (from, to) => change(() => files.rename(keep(from), keep(to))),
    remove: (path) => change(() => files.remove(keep(path))),
    lock: (path, waitMs) => files.lock(follow(path), waitMs),
    open: (path) => files.open(follow(path)),
    rooted: (directory) => rootedSystem(system, joined(root, follow(directory))),
    mount: (device, directory, type) =>
      change(() => system.mount(device, joined(root, follow(directory)), type)),
    unmount: (directory) => change(() => system.unmount(joined(root, follow(directory)))),
    // Meanwhile others may make directories.
    run: (command) => change(() => system.run(command)),
    sleep: (ms) => change(() => system.sleep(ms)),
  };
}

/**
 * Directories that were looked for, each with its path without links. A boot looks at dozens of files of a few directories,
 * and each look would walk the whole path again. A directory that somebody else replaced meanwhile is no danger: whatever
 * is done follows no link any more.
 */
type Directories = Map<string, Directory>;

interface Directory {
  readonly real: string;
  readonly isThere: boolean;
}

const ROOT: Directory = { real: "/", isThere: true };

interface Search {
  /** Those below the root. */
  readonly files: Files;
  readonly known: Directories;
  /** What was asked for, which errors name. */
  readonly path: string;
}

/** A path in which nothing is a link, and what is there if that was looked at on the way. */
interface Place {
  readonly real: string;
  readonly seen?: { readonly status: FileStatus | undefined };
}

/** Where a path is: without any symbolic link in it (but for the last part, unless it is followed). */
function place(search: Search, path: string, followLast: boolean): Place {
  const slash = path.lastIndexOf("/");
  const last = path.slice(slash + 1);
  if (slash < 0 || last === "" || last === "." || last === "..") return walk(search, path, followLast);
  const directory = slash === 0 ? ROOT : realDirectory(search, path.slice(0, slash));
  const real = directory.real === "/" ? `/${last}` : `${directory.real}/${last}`;
  if (!followLast) return { real };
  const status = directory.isThere ? search.files.lstat(real) : undefined;
  return status?.kind === "symlink" ? walk(search, path, true) : { real, seen: { status } };
}

function realDirectory(search: Search, path: string) {
  const known = search.known.get(path);
  if (known !== undefined) return known;
  const { real, seen } = place(search, path, true);
  const status = seen === undefined ? search.files.lstat(real) : seen.status;
  const directory = { real, isThere: status?.kind === "directory" };
  search.known.set(path, directory);
  return directory;
}

/** The same as {@link place}, a part at a time from the root on. */
function walk({ files, path: asked }: Search, path: string, followLast: boolean): Place {
  return { real: pathOf(resolveInRoot(files, path, followLast, asked)) };
}

function pathOf(parts: readonly string[]): string {
  return `/${parts.join("/")}`;
}

/** Any name will do: behind what is no directory nothing is there. (A runtime may take `.` off a path.) */
const NOTHING = "nothing";

function resolveInRoot(files: Files, path: string, followLast: boolean, asked: string): readonly string[] {
  const done: string[] = [];
  const todo = split(path).reverse();
  let links = 0;
  while (todo.length > 0) {
    const part = todo.pop()!;
    if (part === "..") {
      if (done.length === 0 || files.lstat(pathOf(done))?.kind === "directory") done.pop();
      else done.push(NOTHING);
      continue;
    }
    const candidate = pathOf([...done, part]);
    const isLink = (todo.length > 0 || followLast) && files.lstat(candidate)?.kind === "symlink";
    if (!isLink) {
      done.push(part);
      continue;
    }
    if (++links > MOST_LINKS) throw new SystemError("ELOOP", "follow", asked);
    const target = files.readLink(candidate);
    if (target.startsWith("/")) done.length = 0;
    todo.push(...split(target).reverse());
  }
  return done;
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
