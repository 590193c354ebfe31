/**
 * Files below a directory for systems that know nothing but paths.
 *
 * @module
 */
import type { Files, OpenDirectory } from "./system.ts";
import { SystemError } from "./system.ts";

/** The path of one below a directory. */
export function joined(directory: string, path: string): string {
  const below = path.replace(/^\/+/, "");
  if (below === "") return directory;
  return directory.endsWith("/") ? `${directory}${below}` : `${directory}/${below}`;
}

/** The files below a directory; that no link is followed is looked at before each call. */
export function filesBelow(system: Files, directory: string): Files {
  const at = (path: string, action: string): string => {
    const whole = joined(directory, path);
    if (linkOnTheWay(system, directory, path)) throw new SystemError("ENOTDIR", action, whole);
    return whole;
  };
  const ifThere = <T>(path: string, body: (whole: string) => T): T | undefined =>
    linkOnTheWay(system, directory, path) ? undefined : body(joined(directory, path));
  const plain = (path: string, action: string): string => {
    const whole = at(path, action);
    if (system.lstat(whole)?.kind === "symlink") throw new SystemError("ELOOP", action, whole);
    return whole;
  };
  const look = (path: string) =>
    ifThere(path, (whole) => whole === directory ? system.stat(whole) : system.lstat(whole));
  return {
    readText: (path, limit) => ifThere(path, () => system.readText(plain(path, "read"), limit)),
    readFile: (path, limit) => ifThere(path, (whole) => system.readFile(whole, limit)),
    readBytes: (path, offset, length) => system.readBytes(plain(path, "read"), offset, length),
    readDirectory: (path) =>
      look(path)?.kind === "directory" ? system.readDirectory(joined(directory, path)) : undefined,
    readLink: (path) => system.readLink(at(path, "read the link")),
    stat: look,
    lstat: look,
    makeDirectory: (path, mode, owner) => {
      const whole = at(path, MAKE_DIRECTORY);
      if (look(path)?.kind === "symlink") throw new SystemError("EEXIST", MAKE_DIRECTORY, whole);
      system.makeDirectory(whole, mode, owner);
    },
    createFile: (path, text, mode, owner) => system.createFile(at(path, "write"), text, mode, owner),
    writeInto: (path, text) => system.writeInto(plain(path, "write"), text),
    makeLink: (target, path) => system.makeLink(target, at(path, "make the link")),
    rename: (old, renamed) => system.rename(at(old, "replace"), at(renamed, "replace")),
    remove: (path) => system.remove(at(path, "remove")),
    lock: (path, waitMs) => system.lock(plain(path, "lock"), waitMs),
    open: (path) => look(path)?.kind === "directory" ? opened(system, joined(directory, path)) : undefined,
  };
}

const MAKE_DIRECTORY = "make the directory";

/** A directory that is there. */
export function opened(system: Files, directory: string): OpenDirectory {
  return {
    ...filesBelow(system, directory),
    status: () => {
      const status = system.lstat(directory);
      if (status === undefined) throw new SystemError("ENOENT", "look at", directory);
      return status;
    },
    close: () => {},
  };
}

function linkOnTheWay(system: Files, directory: string, path: string): boolean {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.includes("..")) return true;
  return parts.some((_, index) =>
    index > 0 && system.lstat(joined(directory, parts.slice(0, index).join("/")))?.kind === "symlink"
  );
}
