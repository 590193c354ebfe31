/**
 * Homes: what is in them is their user's, who may exchange names while root works there. So they are opened a part at a
 * time, and all that is done in them is done by what was opened.
 *
 * @module
 */
import type { Files, FileStatus, OpenDirectory, System } from "../system/system.ts";
import { SystemError } from "../system/system.ts";

/** Where the keys of a user are. */
export interface Home {
  readonly path: string;
  readonly uid: number;
  /** The `.ssh` that was there when the change was planned; undefined: none. */
  readonly keys: { readonly device: number; readonly inode: number } | undefined;
}

export const KEY_DIRECTORY = ".ssh";

/** A home that is open, or why nothing is done in it; undefined where there is none. */
export type OpenedHome = OpenDirectory | { readonly fault: string } | undefined;

/** Opens a home. Throws {@link SystemError}. */
export function openHome(system: System, { path, uid }: Pick<Home, "path" | "uid">): OpenedHome {
  const home = openWay(system, path);
  if (home === undefined || "fault" in home) return home;
  const fault = keyDirectoryFault(home.status(), uid);
  if (fault === undefined) return home;
  home.close();
  return { fault };
}

/** Why keys below a directory would not be the user's own, or would not count for sshd (its `StrictModes`). */
export function keyDirectoryFault(status: FileStatus, uid: number): string | undefined {
  if (status.kind !== "directory") return `it is a ${status.kind}`;
  const isOpen = (status.mode & OTHERS_WRITE) !== 0;
  return ownerFault(status, uid) ??
    (isOpen
      ? `its mode ${status.mode.toString(8)} lets others write, for which sshd ignores what is in it`
      : undefined);
}

/**
 * The directory that a change at a path is made in: the home, where it makes the directory of the keys, else that. It must
 * be the one that was planned with. Throws {@link SystemError}.
 */
export function openForChange(system: System, home: Home, path: string, makesKeys: boolean): OpenDirectory {
  const stale = () => new SystemError("ESTALE", "change", path);
  const opened = openHome(system, home);
  if (opened === undefined) throw new SystemError("ENOENT", "change", path);
  if ("fault" in opened) throw stale();
  if (makesKeys) return opened;
  const keys = opened.open(KEY_DIRECTORY);
  opened.close();
  if (keys === undefined) throw stale();
  const status = keys.status();
  const isPlanned = home.keys === undefined ||
    (home.keys.device === status.device && home.keys.inode === status.inode);
  if (isPlanned && keyDirectoryFault(status, home.uid) === undefined) return keys;
  keys.close();
  throw stale();
}

/** Of the mode: group and others. */
export const OTHERS_WRITE = 0o022;

/** Why something is not the user's own, or root's. */
export function ownerFault({ uid: owner }: FileStatus, uid: number): string | undefined {
  return owner === uid || owner === 0 ? undefined : `it belongs to the user with the number ${owner}`;
}

const MOST_LINKS = 40;

/** Follows a symbolic link only where nobody but root, or whom the root belongs to, can have made it. */
function openWay(system: Files, path: string): OpenedHome {
  let parts = split(path);
  for (let links = 0; links <= MOST_LINKS; links++) {
    const found = descend(system, parts);
    if (found === undefined || !("instead" in found)) return found;
    parts = found.instead;
  }
  throw new SystemError("ELOOP", "follow", path);
}

function descend(system: Files, parts: readonly string[]): OpenedHome | { readonly instead: string[] } {
  let here = system.open("/");
  const owner = here?.status().uid;
  let isRoots = true;
  for (const [index, part] of parts.entries()) {
    if (here === undefined) return undefined;
    const [before, after] = [parts.slice(0, index), parts.slice(index + 1)];
    if (part === "..") return close(here, { instead: [...before.slice(0, -1), ...after] });
    const { uid, mode } = here.status();
    isRoots &&= (uid === 0 || uid === owner) && (mode & OTHERS_WRITE) === 0;
    if (here.lstat(part)?.kind === "symlink") {
      if (!isRoots) return close(here, { fault: `"${part}" on the way is a link that others may have made` });
      const target = here.readLink(part);
      return close(here, {
        instead: [...(target.startsWith("/") ? [] : before), ...split(target), ...after],
      });
    }
    here = close(here, here.open(part));
  }
  return here;
}

function close<T>(directory: OpenDirectory, result: T): T {
  directory.close();
  return result;
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
