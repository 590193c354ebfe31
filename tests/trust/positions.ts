/**
 * Where a boot writes, where it looks for what it writes, and what else it reads: from what it does, not from a list.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { execute } from "../support/binary.ts";
import { parseTrace } from "./injections.ts";
import { program } from "./program.ts";
import { layScene, type Scene } from "./scene.ts";
import { differences } from "./snapshot.ts";

/** Paths relative to the root. */
export interface Positions {
  /** What the boot makes, changes or removes. */
  readonly written: readonly string[];
  /** The directories on the way there. */
  readonly parents: readonly string[];
  /** What it opens, beside the drive and the kernel's own files. */
  readonly read: readonly string[];
}

/** Boots the scene under strace, at a directory that is left empty. */
export function positionsOf(scene: Scene, at: string): Positions {
  const written = differences(scene.before, scene.after);
  const parents = new Set(written.flatMap(parentsOf));
  const files = written.filter((path) => !parents.has(path));
  const known = new Set([...parents, ...files]);
  const read = openedPaths(scene, at).filter((path) =>
    !known.has(path) && !/^(?:\.$|sys\b|mnt\b|\/)|\.simple-init$|:/.test(path) && path !== ""
  );
  return { written: files, parents: [...parents].sort(), read: [...new Set(read)].sort() };
}

function parentsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === "." ? [] : [...parentsOf(parent), parent];
}

function openedPaths(scene: Scene, at: string): string[] {
  const root = join(at, "root");
  const output = join(at, "trace");
  layScene(scene, root);
  execute("strace", [
    "--quiet=all",
    "--decode-fds=path",
    "--trace=openat",
    "--output",
    output,
    program(),
    ...scene.words(root),
  ]);
  const paths = parseTrace(Deno.readTextFileSync(output), root).filter(({ isWay }) => !isWay)
    .map(({ path }) => path);
  Deno.removeSync(at, { recursive: true });
  return paths;
}
