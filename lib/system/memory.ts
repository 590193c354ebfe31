/**
 * A {@link System} in memory, filled with literals, for unit tests.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";
import { opened } from "./below.ts";
import { rootedSystem } from "./rooted.ts";
import { programMounter } from "./mount_program.ts";
import { type CommandResult, type FileStatus, LARGEST_TEXT, type System, SystemError } from "./system.ts";

/** A file's text; `{link}` a symbolic link; `{text, …}` a file with a mode or of another kind. Directories follow from paths. */
export type MemoryEntry = string | { readonly link: string } | MemoryFile;

export interface MemoryFile {
  readonly text: string;
  readonly mode?: number;
  readonly kind?: "block device" | "other";
}

export interface MemorySystem extends System {
  readonly entries: Map<string, MemoryEntry>;
  /** What was run, in order. */
  readonly commands: string[][];
}

type Runner = (command: readonly string[], system: MemorySystem) => CommandResult;

/** A system with these files, in which commands do what `runner` says (by default: succeed, silently). */
export function memorySystem(
  files: Record<string, MemoryEntry>,
  runner: Runner = succeed,
  variables: Readonly<Record<string, string>> = {},
): MemorySystem {
  const disk = memoryDisk(new Map(Object.entries(files)));
  const commands: string[][] = [];
  let clock = 0;
  const run: System["run"] = (command) => {
    commands.push([...command]);
    return runner(command, system);
  };
  const system: MemorySystem = {
    entries: disk.entries,
    commands,
    ...reads(disk),
    ...changes(disk),
    lock: () => () => {},
    open(path) {
      return this.stat(path)?.kind === "directory" ? opened(this, path) : undefined;
    },
    rooted(root) {
      return rootedSystem(this, root);
    },
    ...programMounter(run),
    run,
    environment: (name) => variables[name],
    sleep: (ms) => void (clock += ms),
    now: () => clock,
  };
  return system;
}

interface Disk {
  readonly entries: Map<string, MemoryEntry>;
  /** Those that were made, with their modes; others follow from paths. */
  readonly directories: Map<string, number>;
  readonly keys: () => string[];
  readonly isDirectory: (path: string) => boolean;
  /** Where a path leads, all links followed. */
  readonly real: (path: string) => string;
  /** Where a path's last part is, which is not followed. */
  readonly place: (path: string) => string;
  readonly lstat: (path: string) => FileStatus | undefined;
}

function memoryDisk(entries: Map<string, MemoryEntry>): Disk {
  const directories = new Map<string, number>();
  const keys = () => [...entries.keys(), ...directories.keys()];
  const isDirectory = (path: string) =>
    path === "/" || directories.has(path) || keys().some((key) => key.startsWith(`${path}/`));
  const follow = (path: string, links: number): string => {
    if (links > 40) throw new SystemError("ELOOP", "follow", path);
    const here = path === "/" ? path : join(follow(dirname(path), links), basename(path));
    const entry = entries.get(here);
    if (typeof entry !== "object" || !("link" in entry)) return here;
    return follow(absolute(entry.link, dirname(here)), links + 1);
  };
  const real = (path: string) => follow(path, 0);
  const place = (path: string) => path === "/" ? path : join(real(dirname(path)), basename(path));
  const lstat = (path: string): FileStatus | undefined => {
    const entry = entries.get(path);
    if (entry === undefined) {
      return isDirectory(path) ? status("directory", directories.get(path) ?? 0o755, 0) : undefined;
    }
    if (typeof entry === "string") return status("file", 0o644, entry.length);
    if ("link" in entry) return status("symlink", 0o777, entry.link.length);
    return status(entry.kind ?? "file", entry.mode ?? 0o644, entry.text.length);
  };
  return { entries, directories, keys, isDirectory, real, place, lstat };
}

function textOf({ entries, real }: Disk, path: string): string | undefined {
  const entry = entries.get(real(path));
  return typeof entry === "object" ? (entry as MemoryFile).text : entry;
}

function textThere(disk: Disk, action: string, path: string): string {
  const text = textOf(disk, path);
  if (text === undefined) throw new SystemError("ENOENT", action, path);
  return text;
}

type Reads = "readText" | "readFile" | "readBytes" | "readDirectory" | "readLink" | "stat" | "lstat";

function reads(disk: Disk): Pick<System, Reads> {
  const { entries, keys, isDirectory, real, place, lstat } = disk;
  const readText = (path: string, limit = LARGEST_TEXT) => {
    const text = textOf(disk, path);
    if (text === undefined && isDirectory(real(path))) throw new SystemError("EISDIR", "read", path);
    if (text !== undefined && text.length > limit) throw new SystemError("EFBIG", "read", path);
    return text;
  };
  return {
    readText,
    readFile: (path, limit) => {
      const status = lstat(place(path));
      if (status?.kind === "symlink") throw new SystemError("ELOOP", "read", path);
      if (status?.kind === "other" || status?.kind === "block device") {
        throw new SystemError("ESPIPE", "read", path);
      }
      const text = readText(path, limit);
      return text === undefined || status === undefined ? undefined : { text, status };
    },
    readBytes: (path, offset, length) => textThere(disk, "read", path).slice(offset, offset + length),
    readDirectory: (path) => {
      const above = real(path) === "/" ? "/" : `${real(path)}/`;
      if (!isDirectory(real(path))) return undefined;
      const below = keys().filter((key) => key.startsWith(above) && key !== "/");
      return [...new Set(below.map((key) => key.slice(above.length).split("/")[0]!))].sort();
    },
    readLink: (path) => {
      const entry = entries.get(place(path));
      if (typeof entry === "object" && "link" in entry) return entry.link;
      const code = lstat(place(path)) === undefined ? "ENOENT" : "EINVAL";
      throw new SystemError(code, "read the link", path);
    },
    stat: (path) => lstat(real(path)),
    lstat: (path) => lstat(place(path)),
  };
}

/** Where something new can be made. */
function free({ entries, isDirectory, place, lstat }: Disk, action: string, path: string): string {
  const here = place(path);
  if (lstat(here) !== undefined) throw new SystemError("EEXIST", action, path);
  if (!isDirectory(dirname(here))) {
    throw new SystemError(entries.has(dirname(here)) ? "ENOTDIR" : "ENOENT", action, path);
  }
  return here;
}

type Changes =
  | "makeDirectory"
  | "createFile"
  | "writeInto"
  | "makeLink"
  | "rename"
  | "remove";

function changes(disk: Disk): Pick<System, Changes> {
  const { entries, directories, keys, isDirectory, real, place, lstat } = disk;
  return {
    makeDirectory: (path, mode) => {
      if (!isDirectory(real(path))) directories.set(free(disk, "make the directory", path), mode);
    },
    createFile: (path, text, mode) => void entries.set(free(disk, "write", path), { text, mode }),
    writeInto: (path, text) => {
      textThere(disk, "write", path);
      const { mode } = lstat(real(path))!;
      entries.set(real(path), { text, mode });
    },
    makeLink: (target, path) => void entries.set(free(disk, "make the link", path), { link: target }),
    rename: (from, to) => {
      const mode = directories.get(place(from));
      if (mode !== undefined) {
        if (lstat(place(to)) !== undefined) {
          throw new SystemError(isDirectory(place(to)) ? "ENOTEMPTY" : "ENOTDIR", "replace", to);
        }
        directories.delete(place(from));
        directories.set(place(to), mode);
        return;
      }
      const entry = entries.get(place(from));
      if (entry === undefined) throw new SystemError("ENOENT", "replace", to);
      if (isDirectory(place(to))) throw new SystemError("EISDIR", "replace", to);
      if (!isDirectory(dirname(place(to)))) throw new SystemError("ENOENT", "replace", to);
      entries.delete(place(from));
      entries.set(place(to), entry);
    },
    remove: (path) => {
      const here = place(path);
      if (keys().some((key) => key.startsWith(`${here}/`))) {
        throw new SystemError("ENOTEMPTY", "remove", path);
      }
      if (!entries.delete(here) && !directories.delete(here)) throw new SystemError("ENOENT", "remove", path);
    },
  };
}

function succeed(): CommandResult {
  return { code: 0, stderr: "" };
}

function status(kind: FileStatus["kind"], mode: number, size: number): FileStatus {
  return { kind, mode, uid: 0, gid: 0, size, device: 0, inode: 0 };
}

function absolute(target: string, from: string): string {
  const parts: string[] = [];
  for (const part of `${target.startsWith("/") ? "" : from}/${target}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
