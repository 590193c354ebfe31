/**
 * The elements that the builds are made of, and what differs between two images.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { buildElement } from "../../shims/element.ts";
import { ELEMENT, PROJECT } from "../element/files.ts";
import { buildBinary, compile } from "../support/binary.ts";
import { writeRootElement } from "../support/dib_root.ts";
import { readTree, writeFile } from "../support/trees.ts";
import { writeLocalFilesElement } from "./_dib_local_files.ts";

export interface Elements {
  /** Our element as `deno task element` makes it, and the root to start from. */
  readonly ours: string;
  /** An element of our name and needs that does nothing: an image with it is what ours is compared with. */
  readonly baseline: string;
  /** Our element as it is in the repository, without a program. */
  readonly bare: string;
  /** Somebody else's element, with hooks of ours. */
  readonly foreign: string;
}

/** Writes all of them below a directory, with a program that is compiled now. */
export function writeElements(directory: string): Elements {
  const at = (name: string) => join(directory, name);
  buildBinary();
  for (const name of ["ours", "baseline", "bare", "foreign"]) writeRootElement(at(name));
  buildElement(ELEMENT, join(PROJECT, "dist/bin"), at("ours/simple-init"));
  copyFiles(ELEMENT, at("bare/simple-init"), () => true);
  copyFiles(
    ELEMENT,
    at("baseline/simple-init"),
    (path) =>
      !/^(?:init-|install|post-|finalise|simple-|extra-|environment\.d\/15-simple-init-engine)/.test(path),
  );
  writeForeign(at("ours/simple-init"), at("foreign/foreign"));
  for (const name of ["ours", "bare"]) writeLocalFilesElement(at(name));
  return { ours: at("ours"), baseline: at("baseline"), bare: at("bare"), foreign: at("foreign") };
}

/** The program that {@link writeElements} compiled. */
export function programHere(): string {
  return join(PROJECT, `dist/bin/simple-init-${Deno.build.arch}`);
}

function copyFiles(from: string, to: string, wanted: (path: string) => boolean): void {
  for (const [path, { kind, text, mode }] of readTree(from)) {
    if (kind === "file" && wanted(path)) writeFile(join(to, path), text, mode);
  }
}

const SHIM = "install.d/60-simple-init-remove-interfaces";

/** A hook's shim with the program, and the same hook as an executable of its own, for what came in between. */
function writeForeign(ours: string, foreign: string): void {
  const programs = "simple-init-program";
  writeFile(join(foreign, "element-deps"), "dib-init-system\n");
  for (const folder of ["install.d", programs]) Deno.mkdirSync(join(foreign, folder), { recursive: true });
  Deno.copyFileSync(join(ours, SHIM), join(foreign, SHIM));
  for (const { name } of Deno.readDirSync(join(ours, programs))) {
    Deno.copyFileSync(join(ours, programs, name), join(foreign, programs, name));
  }
  writeFile(
    join(foreign, "install.d/65-another-card"),
    "#!/bin/bash\nset -eu\necho 'iface eth1 inet dhcp' > /etc/network/interfaces.d/eth1\n",
    0o755,
  );
  compile([join(PROJECT, `hooks/${SHIM}.ts`), "-o", join(foreign, "install.d/70-remove-interfaces")]);
}

/** A git repository with the working tree as it is now, on the branch main. */
export async function writeRepository(directory: string): Promise<string> {
  const listed = await $`git ls-files --cached --others --exclude-standard -z`.cwd(PROJECT).text();
  const files = listed.split("\0").filter((path) => path !== "" && isThere(join(PROJECT, path)));
  // By its path, for cp alone would be the shell's own, which keeps less.
  await Deno.mkdir(directory);
  await $`/bin/cp --archive --parents --target-directory=${directory} ${files}`.cwd(PROJECT);
  const git = (...words: string[]) =>
    $`git -c user.name=test -c user.email=test@localhost ${words}`.cwd(directory).quiet();
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message=test");
  return directory;
}

/** A link counts as well where it points to nothing, as some of the cases' do. */
function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** What a build writes down anew each time, and what the machine's own devices are. */
const NEVER_THE_SAME = /^(?:dev|var)\/|^etc\/(?:dib-manifests|machine-id|ld\.so\.cache)|__pycache__/;

/** Each path of a tree with its kind, mode, size and target. Directories have a size of their own mind. */
async function listing(tree: string): Promise<Map<string, string>> {
  const lines = await $`find ${tree} -mindepth 1 -printf ${"%P\\t%y %m %l %s\\n"}`.lines();
  const entries = lines.map((line) => line.split("\t") as [string, string])
    .filter(([path]) => !NEVER_THE_SAME.test(path));
  return new Map(entries.map(([path, what]) => [path, what.startsWith("d") ? "directory" : what]));
}

/** What one tree has and the other has not, or has otherwise: `+ etc/x`, `- etc/y`, `! etc/z`. */
export async function difference(before: string, after: string): Promise<string[]> {
  const [old, now] = await Promise.all([listing(before), listing(after)]);
  const gone = [...old.keys()].filter((path) => !now.has(path)).map((path) => `- ${path}`);
  const others = [...now].filter(([path, what]) => old.get(path) !== what)
    .map(([path]) => `${old.has(path) ? "!" : "+"} ${path}`);
  return [...gone, ...others].sort();
}

/** The bytes of these files of a tree. */
export function bytesOf(tree: string, changes: readonly string[]): number {
  const statuses = changes.filter((line) => !line.startsWith("-")).map((line) =>
    Deno.lstatSync(join(tree, line.slice(2)))
  );
  return statuses.filter(({ isFile }) => isFile).reduce((sum, { size }) => sum + size, 0);
}
