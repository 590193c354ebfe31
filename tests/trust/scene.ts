/**
 * A machine before a boot and after it, from the cases.
 *
 * @module
 */
import { join } from "@std/path";
import { binaryRunner, execute } from "../support/binary.ts";
import { layBefore, readCases } from "../support/cases.ts";
import { program } from "./program.ts";
import { restore, type Snapshot, takeSnapshot } from "./snapshot.ts";

export interface SceneOf {
  readonly caseName: string;
  readonly renderer: string;
  readonly args?: readonly string[];
  /** Of an undisturbed boot. */
  readonly env?: Record<string, string>;
  /** What the machine has beyond the case's files. */
  readonly prepare?: (root: string) => void;
}

export interface Scene {
  readonly name: string;
  readonly before: Snapshot;
  /** What an undisturbed boot makes of it. */
  readonly after: Snapshot;
  /** How an undisturbed boot ends. */
  readonly status: number;
  /** The words of the command line for a root. */
  readonly words: (root: string) => readonly string[];
}

/** Lays the scene at a path, boots it there, and keeps both. */
export function makeScene(
  { caseName, renderer, args = [], env = {}, prepare }: SceneOf,
  root: string,
): Scene {
  const test = readCases().find(({ name }) => name === caseName)!;
  const words = (at: string) => ["boot", "--root", at, "--renderer", renderer, ...test.args, ...args];
  const run = binaryRunner(program());
  layBefore(test, root, (args) => run(["boot", "--root", root, "--renderer", renderer, ...args]));
  prepare?.(root);
  const before = takeSnapshot(root);
  const { status } = execute(program(), words(root), { env });
  const after = takeSnapshot(root);
  Deno.removeSync(root, { recursive: true });
  return { name: `${caseName}, ${renderer}`, before, after, status, words };
}

/** Puts the machine before its boot at a path, where an attack may have left anything. */
export function layScene({ before }: Scene, root: string): void {
  Deno.mkdirSync(root, { recursive: true });
  restore(root, before);
}

/** The user `bob` with a home, as an image has it. */
export function addBob(root: string): void {
  Deno.writeTextFileSync(
    join(root, "etc/passwd"),
    "root:x:0:0::/root:/bin/sh\nbob:x:1000:1000::/home/bob:/bin/sh\n",
  );
  Deno.mkdirSync(join(root, "home/bob"), { recursive: true });
  execute("chown", ["1000:1000", join(root, "home/bob")]);
}
