/**
 * `deno task element`: the element as dib takes it, in `dist/elements/simple-init`: the tree of `shims/simple-init` with
 * the compiled programs in it, one for each architecture.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { type Architecture, ARCHITECTURES, machineArchitecture } from "./compile/options.ts";

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

const USAGE = `usage: deno task element [OPTION …]

  --target ARCH   compile for ${ARCHITECTURES.join(" or ")} alone (default: for both)
  --no-compile    take the programs that are there`;

interface ElementOptions {
  /** What is compiled first. */
  readonly targets: readonly Architecture[];
  readonly help: boolean;
}

/** Throws {@link ElementError}. */
export function parseOptions(words: readonly string[]): ElementOptions {
  const [first = "", second, ...rest] = words;
  const [, inOneWord] = /^--target=(.*)$/.exec(first) ?? [];
  const target = first === "--target" ? second ?? "" : inOneWord;
  const extra = first === "--target" ? rest[0] : second;
  if (extra !== undefined) throw new ElementError(`"${extra}" is one word too many.\n${USAGE}`);
  if (first === "") return { targets: ownLast(), help: false };
  if (first === "--help") return { targets: [], help: true };
  if (first === "--no-compile") return { targets: [], help: false };
  if (target === undefined) throw new ElementError(`There is no option "${first}".\n${USAGE}`);
  const found = ARCHITECTURES.find((name) => name === target);
  if (found !== undefined) return { targets: [found], help: false };
  throw new ElementError(`"${target}" is not a value of --target; use ${ARCHITECTURES.join(" or ")}.`);
}

/** The other one needs what a machine more often lacks, and nobody should wait for that to be said. */
function ownLast(): Architecture[] {
  return ARCHITECTURES.toSorted((a, b) =>
    Number(a === machineArchitecture()) - Number(b === machineArchitecture())
  );
}

/** Whether it worked; what the compilation could not do, it says itself. */
async function compile(target: Architecture): Promise<boolean> {
  const { code } = await $`${Deno.execPath()} task --quiet --cwd ${PROJECT} compile --target ${target}`
    .printCommand(false).noThrow();
  return code === 0;
}

/** The exit status. */
async function main(words: readonly string[]): Promise<0 | 1 | 2> {
  let options;
  try {
    options = parseOptions(words);
  } catch (error) {
    return fail(error, 2);
  }
  if (options.help) {
    $.log(USAGE);
    return 0;
  }
  for (const target of options.targets) if (!(await compile(target))) return 1;
  const binaries = join(PROJECT, "dist/bin");
  const element = join(PROJECT, "dist/elements/simple-init");
  try {
    buildElement(join(PROJECT, "shims/simple-init"), binaries, element);
  } catch (error) {
    return fail(error, 1);
  }
  $.log(`${element}: ${programsIn(binaries).join(", ")}`);
  return 0;
}

function fail<const Status>(error: unknown, status: Status): Status {
  if (!(error instanceof ElementError)) throw error;
  $.logError("element:", error.message);
  return status;
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
