/**
 * The cases: each a folder with a fake root, and for every renderer what one boot makes of it.
 *
 *     case.json             what it is about, further arguments, modes that git does not keep
 *     root/                 the root before the boot, drive included
 *     earlier/              files that are laid over the root for an earlier boot; see {@link EarlierBoot}. For more than
 *                           one earlier boot: earlier-1/, earlier-2/, …
 *     expected/RENDERER/    every file that the boot creates or changes
 *     expected/RENDERER.txt exit status, the paths that changed with their modes, and everything that was printed
 *
 * @module
 */
import { fromFileUrl } from "./paths.ts";
import { join } from "@std/path";
import { bootEarlier, type EarlierBoot } from "./earlier_boots.ts";
import { copyTree, exists, listChanges, readTree, type Tree } from "./trees.ts";

export const CASES = fromFileUrl(new URL("../cases", import.meta.url));

export interface Case {
  readonly name: string;
  readonly directory: string;
  readonly description: string;
  readonly args: readonly string[];
  readonly modes: Readonly<Record<string, string>>;
  /** In order. */
  readonly earlier: readonly EarlierBoot[];
}

export function readCases(): Case[] {
  return [...Deno.readDirSync(CASES)].map(({ name }) => name).sort().map(readCase);
}

function readCase(name: string): Case {
  const directory = join(CASES, name);
  const spec = JSON.parse(Deno.readTextFileSync(join(directory, "case.json")));
  const { description, args = [], modes = {}, later = [], earlier = {} } = spec;
  const directories = [...Deno.readDirSync(directory)].map((entry) => entry.name).filter((name) =>
    /^earlier(-\d+)?$/.test(name)
  );
  const boots = [...new Set([...directories, ...Object.keys(earlier)])].sort().map((name): EarlierBoot => ({
    overlay: join(directory, name),
    args,
    later,
    lost: [],
    ...earlier[name],
  }));
  return { name, directory, description, args, modes, earlier: boots };
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
  const boot = (args: readonly string[]) => run(["boot", "--root", root, "--renderer", renderer, ...args]);
  layBefore(test, root, boot);
  const before = readTree(root);
  const first = boot(test.args);
  const after = readTree(root);
  boot(test.args);
  const changed = listChanges(before, after);
  return {
    report: report(first, changed, root),
    files: changedFiles(before, after),
    again: listChanges(after, readTree(root)),
  };
}

/** Puts a copy of the case's root at a path, as it is when the earlier boots are over. */
export function layBefore(test: Case, root: string, boot: (args: readonly string[]) => void): void {
  layRoot(test, root);
  for (const earlier of test.earlier) bootEarlier(earlier, join(test.directory, "root"), root, boot);
}

/** Puts a copy of the case's root at a path. */
export function layRoot(test: Case, root: string): void {
  copyTree(join(test.directory, "root"), root);
  for (const [path, mode] of Object.entries(test.modes)) Deno.chmodSync(join(root, path), parseInt(mode, 8));
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
