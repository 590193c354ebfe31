/**
 * The root file system of a virtual machine, as the kernel unpacks it into memory.
 *
 * @module
 */
import $ from "dax";
import { dirname, join } from "@std/path";
import { writeFile } from "./trees.ts";
import { type Kernel, moduleFiles } from "./vm_kernel.ts";

export interface Contents {
  /** Kernel modules, by name; those that they need come with them. */
  readonly modules: readonly string[];
  /** Files and directories of this machine, by their path in the guest. */
  readonly copies: Readonly<Record<string, string>>;
  /** Programs among them, and of this machine's own, at their path; their shared libraries come with them. */
  readonly programs: readonly string[];
  /** Texts by path. A text that begins with `#!` is made executable. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Where the guest finds the paths of its modules, in order of loading. */
export const MODULE_LIST = "/modules";

const BUSYBOX = "/bin/busybox";

/** Writes the archive to `output`. The guest's shell and small programs are busybox's; see `vm_init.ts`. */
export async function writeInitramfs(kernel: Kernel, contents: Contents, output: string): Promise<void> {
  const tree = await Deno.makeTempDir();
  try {
    await layDirectories(tree);
    const modules = await moduleFiles(kernel, contents.modules);
    for (const path of modules) await copy(tree, join(kernel.directory, path), `/${path}`);
    for (const [path, from] of Object.entries(contents.copies)) await copy(tree, from, path);
    for (const path of [BUSYBOX, ...contents.programs]) await layProgram(tree, path);
    const texts = { ...contents.texts, [MODULE_LIST]: modules.map((path) => `/${path}\n`).join("") };
    for (const [path, text] of Object.entries(texts)) {
      writeFile(join(tree, path), text, text.startsWith("#!") ? 0o755 : 0o644);
    }
    await $`find . -mindepth 1 -print0 | cpio --null --create --format=newc --owner=0:0 --quiet > ${
      $.path(output)
    }`
      .cwd(tree);
  } finally {
    await Deno.remove(tree, { recursive: true });
  }
}

/** As Debian has them, so that a library is found where this machine has it. */
async function layDirectories(tree: string): Promise<void> {
  await Deno.chmod(tree, 0o755);
  for (const name of ["bin", "sbin", "lib", "lib64"]) {
    await Deno.mkdir(join(tree, "usr", name), { recursive: true });
    await Deno.symlink(`usr/${name}`, join(tree, name));
  }
  for (const name of ["dev", "etc", "proc", "root", "run", "sys", "tmp"]) await Deno.mkdir(join(tree, name));
}

async function layProgram(tree: string, path: string): Promise<void> {
  if (!await $.path(join(tree, path)).exists()) await copy(tree, path, path);
  for (const library of await sharedLibraries(join(tree, path))) await copy(tree, library, library);
}

/** None for a static program, which `ldd` calls a failure. */
async function sharedLibraries(path: string): Promise<string[]> {
  const lines = await $`ldd ${path}`.noThrow().quiet().lines();
  return lines.flatMap((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

async function copy(tree: string, from: string, path: string): Promise<void> {
  const target = join(tree, path);
  await Deno.mkdir(dirname(target), { recursive: true });
  await $.path(from).copy(target, { overwrite: true });
}
