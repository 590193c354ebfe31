/**
 * `deno task element`: the element as dib takes it, in `dist/elements/simple-init`: the tree of `shims/simple-init` with
 * the compiled programs in it.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";

const PROJECT = decodeURIComponent(new URL("..", import.meta.url).pathname).replace(/\/$/, "");

/** Where in the element its hooks look for programs. */
export const PROGRAMS = "simple-init-program";

/** A fault of what is there to build from. The message is one sentence. */
export class ElementError extends Error {
  override readonly name = "ElementError";
}

/** The programs of `deno task compile`, one an architecture; the large ones of `--engine v8` are not for images. */
export function programsIn(directory: string): string[] {
  const names = $.path(directory).existsSync()
    ? [...Deno.readDirSync(directory)].map(({ name }) => name)
    : [];
  return names.filter((name) => /^simple-init-(?!v8-)\w+$/.test(name)).sort();
}

/**
 * Puts the element together in `target`, which is replaced as a whole. Throws {@link ElementError} where there is no
 * program for it.
 */
export function buildElement(tree: string, binaries: string, target: string): void {
  const programs = programsIn(binaries);
  if (programs.length === 0) {
    throw new ElementError(`There is no compiled program in "${binaries}"; run deno task compile.`);
  }
  const fresh = `${target}.new`;
  removeTree(fresh);
  copyElement(tree, fresh);
  for (const name of programs) copyFile(join(binaries, name), join(fresh, PROGRAMS, name));
  removeTree(target);
  Deno.renameSync(fresh, target);
}

function removeTree(path: string): void {
  if ($.path(path).existsSync()) Deno.removeSync(path, { recursive: true });
}

function copyElement(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    (isDirectory ? copyElement : copyFile)(join(from, name), join(to, name));
  }
}

/** dib runs what is executable and nothing else, so the mode counts, whatever the umask is. */
function copyFile(from: string, to: string): void {
  const executable = ((Deno.statSync(from).mode ?? 0) & 0o100) !== 0;
  Deno.copyFileSync(from, to);
  Deno.chmodSync(to, executable ? 0o755 : 0o644);
}

/** Whether there are programs to take; what the compilation could not do, it says itself. */
async function compile(): Promise<boolean> {
  const { code } = await $`${Deno.execPath()} task --quiet --cwd ${PROJECT} compile`.printCommand(false)
    .noThrow();
  return code === 0;
}

/** The exit status. */
async function main(words: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = words.find((word) => word !== "--no-compile");
  if (unknown !== undefined) {
    $.logError("element:", `There is no option "${unknown}"; the only one is --no-compile.`);
    return 2;
  }
  const binaries = join(PROJECT, "dist/bin");
  const target = join(PROJECT, "dist/elements/simple-init");
  if (words.length === 0 && !(await compile())) return 1;
  try {
    buildElement(join(PROJECT, "shims/simple-init"), binaries, target);
  } catch (error) {
    if (!(error instanceof ElementError)) throw error;
    $.logError("element:", error.message);
    return 1;
  }
  $.log(`${target}: ${programsIn(binaries).join(", ")}`);
  return 0;
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
