/**
 * The cases of the hooks: each a folder with an image's root, and what all hooks of a build make of it.
 *
 *     case.json     what it is about, the build's variables, modes that git does not keep
 *     root/         the image before the first hook; beside it lie the files of {@link ELEMENT}
 *     expected/     every file that the hooks create or change, and the links that they make
 *     expected.txt  what each hook said, how it ended, and every path that changed, with its mode
 *
 * `deno run --allow-read --allow-write tests/hooks/update.ts [CASE …]` writes down what the hooks do now.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { runHook } from "../../hooks/mod.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import type { Run } from "../support/cases.ts";
import { fromFileUrl } from "../support/paths.ts";
import { copyTree, listChanges, readTree, type Tree, writeFile } from "../support/trees.ts";

const CASES = fromFileUrl(new URL("cases", import.meta.url));

/** In the order in which diskimage-builder runs them. */
const HOOKS = [
  "install.d/50-simple-init",
  "install.d/60-simple-init-remove-interfaces",
  "post-install.d/80-simple-init",
];

export interface HookCase {
  readonly name: string;
  readonly directory: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly modes: Readonly<Record<string, string>>;
}

export function readHookCases(): HookCase[] {
  return [...Deno.readDirSync(CASES)].map(({ name }) => name).sort().map((name) => {
    const directory = join(CASES, name);
    const { description, variables, modes = {} } = JSON.parse(
      Deno.readTextFileSync(join(directory, "case.json")),
    );
    return { name, directory, description, variables, modes };
  });
}

/** Runs a hook in this process, with these variables and no others. */
export function runHookHere(name: string, words: readonly string[], variables: HookCase["variables"]): Run {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    color: false,
  };
  const system = { ...denoSystem, environment: (variable: string) => variables[variable] };
  const status = runHook(system, terminal, [name, ...words]);
  return { status, out: out.join("\n"), err: err.join("\n") };
}

export interface HookOutcome {
  /** As in `expected.txt`. */
  readonly report: string;
  /** Files and links that are new or changed, by path; a link is its target. */
  readonly files: ReadonlyMap<string, string>;
  /** What all hooks once more changed and printed. */
  readonly again: readonly string[];
}

/** Runs all hooks, twice, on a copy of the case's root at `root`, which must not exist. */
export function buildCase(test: HookCase, root: string): HookOutcome {
  layImage(test, root);
  const before = readTree(root);
  const first = HOOKS.map((name) => section(name, runHookHere(name, ["--root", root], test.variables)));
  const after = readTree(root);
  const second = HOOKS.flatMap((name) => runHookHere(name, ["--root", root], test.variables).out || []);
  return {
    report: [...first, ["changes:", ...listChanges(before, after)].join("\n")].join("\n\n") + "\n",
    files: changedFiles(before, after),
    again: [...second, ...listChanges(after, readTree(root))],
  };
}

function section(name: string, { status, out, err }: Run): string {
  return [`${name}: exit status ${status}`, out, err].filter((part) => part !== "").join("\n");
}

/** What the element's shims and dib-init-system copy before the hooks run. */
const ELEMENT: Readonly<Record<string, string>> = {
  systemd: "usr/lib/systemd/system",
  openrc: "etc/init.d",
  sysv: "etc/init.d",
  upstart: "etc/init",
};

const SCRIPTS = fromFileUrl(new URL("../../shims/simple-init/init-scripts", import.meta.url));

function layImage({ directory, variables, modes }: HookCase, root: string): void {
  copyTree(join(directory, "root"), root);
  writeFile(join(root, "usr/local/sbin/simple-init"), "the program\n", 0o755);
  const initSystem = variables["DIB_INIT_SYSTEM"]!;
  // With the engine glean the shim takes them out again.
  const isOurs = variables["DIB_SIMPLE_INIT_ENGINE"] !== "glean";
  for (const [name, { text, mode }] of isOurs ? readTree(join(SCRIPTS, initSystem)) : []) {
    writeFile(join(root, ELEMENT[initSystem]!, name), text, mode);
  }
  for (const [path, mode] of Object.entries(modes)) Deno.chmodSync(join(root, path), parseInt(mode, 8));
}

function changedFiles(before: Tree, after: Tree): Map<string, string> {
  return new Map(
    [...after].filter(([path, { kind, written }]) =>
      kind !== "directory" && before.get(path)?.written !== written
    )
      .map(([path, { text }]) => [path, text]),
  );
}

/** What the case expects; undefined where nobody has written it down. */
export function readExpected({ directory }: HookCase): Omit<HookOutcome, "again"> | undefined {
  try {
    const files = [...readTree(join(directory, "expected"))].filter(([, { kind }]) => kind !== "directory");
    return {
      report: Deno.readTextFileSync(join(directory, "expected.txt")),
      files: new Map(files.map(([path, { text }]) => [path, text])),
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes down what the hooks made of the root as what the case expects. */
export function writeExpected({ directory }: HookCase, { report, files }: HookOutcome, root: string): void {
  const expected = join(directory, "expected");
  if (readTree(directory).has("expected")) Deno.removeSync(expected, { recursive: true });
  for (const [path, text] of files) {
    if (Deno.lstatSync(join(root, path)).isSymlink) writeLink(join(expected, path), text);
    else writeFile(join(expected, path), text);
  }
  Deno.writeTextFileSync(join(directory, "expected.txt"), report);
}

function writeLink(path: string, target: string): void {
  Deno.mkdirSync(dirname(path), { recursive: true });
  Deno.symlinkSync(target, path);
}
