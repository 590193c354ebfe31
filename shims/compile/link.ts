/**
 * JavaScript modules, the engine and the C around them to one static program.
 *
 * @module
 */
import { join } from "@std/path";
import { cacheKey, isThere, QUICKJS } from "./engine.ts";
import { CHANGES, faster } from "./faster.ts";
import { SHELL } from "./paths.ts";
import { runTool, type Toolchain, versionOf } from "./tools.ts";

/** QuickJS without its library of the system, which the binary has none of. */
export const ENGINE = ["quickjs", "libregexp", "libunicode", "cutils", "dtoa"];

/** What a boot hardly runs, which is small instead. */
const SMALL = ["libunicode", "dtoa", "cutils"];

/**
 * Many small functions call one another in the engine, so more of them become part of their callers than `-O2` would
 * have it; what pays for the room is that no code is padded to round addresses.
 */
const FAST_FLAGS = [
  "-O2",
  "-fno-tree-vectorize",
  "--param=inline-min-speedup=3",
  "-falign-functions=1",
  "-falign-loops=1",
  "-falign-jumps=1",
  "-falign-labels=1",
];

/** As in QuickJS's own Makefile: `-fwrapv` is needed for it to be right. Functions with buffers are guarded. */
const ENGINE_FLAGS = [
  "-fwrapv",
  "-fstack-protector",
  "-D_GNU_SOURCE",
  `-DCONFIG_VERSION="${QUICKJS.version}"`,
];

const SHELL_FLAGS = ["-O2", "-fstack-protector-strong", "-D_GNU_SOURCE", "-Wall"];

/** Names the same bytes in every directory, and throws away what is not used. */
const COMMON = [
  "-ffunction-sections",
  "-fdata-sections",
  "-fno-asynchronous-unwind-tables",
  "-fPIE",
  "-fvisibility=hidden",
  "-g0",
];

/** A program that may lie anywhere, and corrects its own pointers: see `start.c`, which musl's own start gives way to. */
const LINKING = [
  "-static",
  "-nostartfiles",
  "-Wl,-pie",
  "-Wl,--no-dynamic-linker",
  "-Wl,-z,text",
  "-Wl,-z,now",
  // Where the linker does not know it, it says so, and lists the pointers.
  "-Wl,-z,pack-relative-relocs",
  "-Wl,--gc-sections",
  "-Wl,--build-id=none",
  "-Wl,--hash-style=gnu",
  "-T",
  join(SHELL, "link.ld"),
  "-s",
];

/** The compiler's flags for a file, by the directory that it is in. */
function flagsFor(toolchain: Toolchain, directory: string, own: readonly string[]): string[] {
  return [...toolchain.compile, ...own, ...COMMON, `-ffile-prefix-map=${directory}=.`];
}

/** The engine's files as they are compiled, in `directory`; they include others of `sources`. */
export async function engineFiles(sources: string, directory: string): Promise<string[]> {
  await Deno.mkdir(directory, { recursive: true });
  return await Promise.all(ENGINE.map(async (name) => {
    const text = await Deno.readTextFile(join(sources, `${name}.c`));
    const file = join(directory, `${name}.c`);
    const partial = `${file}.${crypto.randomUUID()}`;
    await Deno.writeTextFile(partial, name === "quickjs" ? faster(text) : text);
    await Deno.rename(partial, file);
    return file;
  }));
}

/** The objects of the engine for a toolchain, from `objects` where they have been built before. */
export async function compileEngine(
  sources: string,
  objects: string,
  toolchain: Toolchain,
): Promise<string[]> {
  const key = await cacheKey([
    ...[await versionOf(toolchain.compiler), toolchain.musl, QUICKJS.files],
    ...[...SMALL, ...FAST_FLAGS, ...ENGINE_FLAGS, ...COMMON, ...CHANGES.flat()],
  ]);
  const directory = join(objects, key);
  const flags = flagsFor(toolchain, directory, [
    ...ENGINE_FLAGS,
    `-I${sources}`,
    `-ffile-prefix-map=${sources}=.`,
  ]);
  await engineFiles(sources, directory);
  return await Promise.all(ENGINE.map(async (name) => {
    const object = join(directory, `${name}.o`);
    if (isThere(object)) return object;
    const partial = `${object}.${crypto.randomUUID()}`;
    const optimised = SMALL.includes(name) ? ["-Os"] : FAST_FLAGS;
    await runTool(directory, [toolchain.compiler, ...optimised, ...flags, "-c", "-o", partial, `${name}.c`]);
    await Deno.rename(partial, object);
    return object;
  }));
}

/** The C of this project, see `shims/quickjs`. */
export const SHELL_FILES = [
  "start",
  "math",
  "main",
  "modules",
  "memory",
  "unpack",
  "arena",
  "text",
  "place",
  "root",
  "read",
  "write",
  "mount",
  "process",
  "json",
  "ip",
  "sha1",
];

/** Compiles what is not the engine's, in `work`, and links all of it to `output`. */
export async function link(
  sources: string,
  work: string,
  engine: readonly string[],
  bytecode: readonly string[],
  toolchain: Toolchain,
  output: string,
): Promise<void> {
  const flags = flagsFor(toolchain, SHELL, [...SHELL_FLAGS, `-I${sources}`, `-I${SHELL}`]);
  const files = [
    ...SHELL_FILES.map((name) => join(SHELL, `${name}.c`)),
    ...bytecode.map((name) => join(work, name)),
  ];
  const objects = await Promise.all(files.map(async (file) => {
    const object = join(work, `${file.split("/").at(-1)}.o`);
    await runTool(work, [toolchain.compiler, ...flags, "-c", "-o", object, file]);
    return object;
  }));
  const [before, after] = toolchain.link;
  await runTool(work, [
    toolchain.compiler,
    ...before,
    ...LINKING,
    "-o",
    output,
    ...objects,
    ...engine,
    ...after,
  ]);
}
