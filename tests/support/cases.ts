/**
 * The cases: each a folder with a fake root, and for every renderer what one boot makes of it.
 *
 *     case.json             what it is about, further arguments, modes that git does not keep
 *     root/                 the root before the boot, drive included
 *     earlier/              files laid over the root for an earlier boot, and taken away again after it; what
 *                           case.json names as `later` is not there yet in that boot
 *     expected/RENDERER/    every file that the boot creates or changes
 *     expected/RENDERER.txt exit status, the paths that changed with their modes, and everything that was printed
 *
 * @module
 */
import { fromFileUrl } from "./paths.ts";
import { join } from "@std/path";
import { copyTree, listChanges, readTree, type Tree, writeFile } from "./trees.ts";

export const CASES = fromFileUrl(new URL("../cases", import.meta.url));

export interface Case {
  readonly name: string;
  readonly directory: string;
  readonly description: string;
  readonly args: readonly string[];
  readonly modes: Readonly<Record<string, string>>;
  /** Paths of the root that an earlier boot has not. */
  readonly later: readonly string[];
}

export function readCases(): Case[] {
  return [...Deno.readDirSync(CASES)].map(({ name }) => name).sort().map(readCase);
}

function readCase(name: string): Case {
  const directory = join(CASES, name);
  const spec = JSON.parse(Deno.readTextFileSync(join(directory, "case.json")));
  const { description, args = [], modes = {}, later = [] } = spec;
  return { name, directory, description, args, modes, later };
}

/** What a program said and how it ended. */
export interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `simple-init` with these words, in this process or another. */
export type Runner = (words: readonly string[]) => Run;

/** What one boot of a case did. */
export interface Outcome {
  /** As in `expected/RENDERER.txt`. */
  readonly report: string;
  /** The files that are new or changed, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The same boot once more: what it changed, which must be nothing. */
  readonly again: readonly string[];
}

/** Boots a copy of the case's root, below `root`, which must not exist. */
export function bootCase(test: Case, renderer: string, root: string, run: Runner): Outcome {
  const words = ["boot", "--root", root, "--renderer", renderer, ...test.args];
  layBefore(test, root, () => run(words));
  const before = readTree(root);
  const first = run(words);
  const after = readTree(root);
  run(words);
  const changed = listChanges(before, after);
  return {
    report: report(first, changed, root),
    files: changedFiles(before, after),
    again: listChanges(after, readTree(root)),
  };
}

/** Puts a copy of the case's root at a path, as it is when the earlier boot is over, if there is one. */
export function layBefore(test: Case, root: string, boot: () => void): void {
  layRoot(test, root);
  if (exists(join(test.directory, "earlier"))) bootEarlier(test, root, boot);
}

/** Puts a copy of the case's root at a path. */
export function layRoot(test: Case, root: string): void {
  copyTree(join(test.directory, "root"), root);
  for (const [path, mode] of Object.entries(test.modes)) Deno.chmodSync(join(root, path), parseInt(mode, 8));
}

function bootEarlier(test: Case, root: string, boot: () => void): void {
  const earlier = join(test.directory, "earlier");
  copyTree(earlier, root);
  for (const path of test.later) Deno.removeSync(join(root, path), { recursive: true });
  boot();
  for (const path of test.later) copyTree(join(test.directory, "root", path), join(root, path));
  for (const [path, { kind }] of readTree(earlier)) {
    if (kind !== "directory") Deno.removeSync(join(root, path));
  }
  for (const [path, { kind, text }] of readTree(join(test.directory, "root"))) {
    if (kind === "file" && exists(join(earlier, path))) writeFile(join(root, path), text);
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function changedFiles(before: Tree, after: Tree): Map<string, string> {
  return new Map(
    [...after].filter(([path, { kind, written }]) =>
      kind !== "directory" && before.get(path)?.written !== written
    )
      .map(([path, { text }]) => [path, text]),
  );
}

function report({ status, out, err }: Run, changed: readonly string[], root: string): string {
  const parts = [
    [`exit status ${status}`],
    changed.length === 0 ? ["nothing changed"] : changed,
    lines(out),
    lines(err),
  ];
  return parts.filter((part) => part.length > 0).map((part) => part.join("\n")).join("\n\n").replaceAll(
    root,
    "ROOT",
  ) + "\n";
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** What the case expects of a renderer; undefined where nobody has written it down. */
export function readExpected(
  test: Case,
  renderer: string,
): { report: string; files: Map<string, string> } | undefined {
  const base = join(test.directory, "expected", renderer);
  if (!exists(`${base}.txt`)) return undefined;
  const files = exists(base) ? [...readTree(base)].filter(([, { kind }]) => kind !== "directory") : [];
  return {
    report: Deno.readTextFileSync(`${base}.txt`),
    files: new Map(files.map(([path, { text }]) => [path, text])),
  };
}
