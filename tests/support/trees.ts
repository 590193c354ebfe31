/**
 * Directory trees as values, to copy, to compare and to write down.
 *
 * @module
 */
import { dirname, join } from "@std/path";

export interface TreeEntry {
  readonly kind: "file" | "directory" | "symlink";
  readonly mode: number;
  /** A file's text or a link's target. */
  readonly text: string;
  /** Nanoseconds are cut; with the inode it tells whether a file was written anew. */
  readonly written: string;
}

export type Tree = ReadonlyMap<string, TreeEntry>;

/** Everything below a directory, by path relative to it, sorted. */
export function readTree(directory: string): Tree {
  const tree = new Map<string, TreeEntry>();
  const visit = (path: string) => {
    for (
      const { name } of [...Deno.readDirSync(join(directory, path))].sort((a, b) => a.name < b.name ? -1 : 1)
    ) {
      const relative = path === "" ? name : `${path}/${name}`;
      const entry = readEntry(join(directory, relative));
      tree.set(relative, entry);
      if (entry.kind === "directory") visit(relative);
    }
  };
  visit("");
  return tree;
}

function readEntry(path: string): TreeEntry {
  const info = Deno.lstatSync(path);
  const written = `${info.ino} ${info.mtime?.getTime()}`;
  const mode = (info.mode ?? 0) & 0o7777;
  if (info.isDirectory) return { kind: "directory", mode, text: "", written: "" };
  if (info.isSymlink) return { kind: "symlink", mode, text: Deno.readLinkSync(path), written };
  return { kind: "file", mode, text: Deno.readTextFileSync(path), written };
}

/** Copies a tree over another; files get mode 0644, directories 0755, as git would give them. */
export function copyTree(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const [path, { kind, text }] of readTree(from)) {
    const target = join(to, path);
    if (kind === "directory") Deno.mkdirSync(target, { recursive: true, mode: 0o755 });
    else if (kind === "symlink") Deno.symlinkSync(text, target);
    else writeFile(target, text);
  }
}

/** Whether anything is there, a link to nothing included. */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

export function writeFile(path: string, text: string, mode = 0o644): void {
  Deno.mkdirSync(dirname(path), { recursive: true });
  Deno.writeTextFileSync(path, text, { mode });
  Deno.chmodSync(path, mode);
}

/** What a run did to a tree: a line a path, `0644 etc/hosts`, `0700 root/.ssh/`, `gone etc/x`, sorted by path. */
export function listChanges(before: Tree, after: Tree): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (now === undefined) return [`gone ${path}`];
    const same = old?.kind === now.kind && old.mode === now.mode && old.text === now.text &&
      old.written === now.written;
    if (same) return [];
    const mark = now.kind === "directory" ? "/" : now.kind === "symlink" ? ` -> ${now.text}` : "";
    return [`${now.mode.toString(8).padStart(4, "0")} ${path}${mark}`];
  });
}
