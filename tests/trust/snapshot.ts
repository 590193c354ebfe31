/**
 * What is below a directory, whatever kind of thing it is: for comparing, and for putting things back.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { dirname, join } from "@std/path";

export type Kind = "file" | "directory" | "symlink" | "other";

export interface Entry {
  readonly kind: Kind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** A file's contents or a link's target; empty for the others. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** By path relative to the directory; parents before what is in them. */
export type Snapshot = ReadonlyMap<string, Entry>;

const NOTHING = new Uint8Array();

/** Reads plain files only, so that nothing can hang it. */
export function takeSnapshot(directory: string): Snapshot {
  const entries = new Map<string, Entry>();
  const visit = (path: string) => {
    for (const { name } of Deno.readDirSync(join(directory, path))) {
      const inner = path === "" ? name : `${path}/${name}`;
      const entry = readEntry(join(directory, inner));
      entries.set(inner, entry);
      if (entry.kind === "directory") visit(inner);
    }
  };
  visit("");
  return entries;
}

function readEntry(path: string): Entry {
  const info = Deno.lstatSync(path);
  const kind = info.isFile ? "file" : info.isDirectory ? "directory" : info.isSymlink ? "symlink" : "other";
  const bytes = kind === "file"
    ? Deno.readFileSync(path)
    : kind === "symlink"
    ? new TextEncoder().encode(Deno.readLinkSync(path))
    : NOTHING;
  return { kind, mode: (info.mode ?? 0) & 0o7777, uid: info.uid ?? 0, gid: info.gid ?? 0, bytes };
}

/** Contents, kind, mode and owner; two absent ones are the same. */
export function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.kind === other.kind && one.mode === other.mode && one.uid === other.uid &&
    one.gid === other.gid && hasSameBytes(one.bytes, other.bytes);
}

export function hasSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Paths of which the two snapshots say something else, sorted. */
export function differences(one: Snapshot, other: Snapshot): string[] {
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) => !isSame(one.get(path), other.get(path))).sort();
}

/** Makes a directory what a snapshot of plain files, directories and links says. */
export function restore(directory: string, wanted: Snapshot): void {
  const found = takeSnapshot(directory);
  const changed = differences(found, wanted);
  // Parents first, so that nothing is done through a link that was planted.
  for (const path of changed) {
    const kinds = [found.get(path)?.kind, wanted.get(path)?.kind];
    if (kinds.some((kind) => kind !== "directory")) removeIfThere(join(directory, path));
  }
  for (const path of changed) {
    const entry = wanted.get(path);
    if (entry !== undefined) putBack(join(directory, path), entry);
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function putBack(path: string, { kind, mode, uid, gid, bytes }: Entry): void {
  Deno.mkdirSync(dirname(path), { recursive: true });
  if (kind === "symlink") return Deno.symlinkSync(new TextDecoder().decode(bytes), path);
  if (kind === "directory") makeDirectory(path);
  else Deno.writeFileSync(path, bytes);
  Deno.chownSync(path, uid, gid);
  Deno.chmodSync(path, mode);
}

function makeDirectory(path: string): void {
  try {
    if (Deno.lstatSync(path).isDirectory) return;
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.mkdirSync(path);
}
