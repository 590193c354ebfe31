/**
 * The {@link System} of Deno.
 *
 * @module
 */
import { dirname } from "@std/path";
import type { Terminal } from "./terminal.ts";
import type { Hook } from "../hook.ts";
import { programMounter } from "./mount_program.ts";
import { opened } from "./below.ts";
import { rootedSystem } from "./rooted.ts";
import {
  type CommandResult,
  type FileKind,
  type FileStatus,
  LARGEST_TEXT,
  type Owner,
  type System,
  SystemError,
} from "./system.ts";

const MISSING = new Set(["ENOENT", "ENOTDIR"]);
const LOCK_POLL_MS = 20;

/** Runs a call of Deno's and turns what it throws into a {@link SystemError}. */
function call<T>(action: string, path: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new SystemError(errnoOf(error), action, path);
  }
}

function errnoOf(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) return "ENOTCAPABLE";
  if (error instanceof Deno.errors.FilesystemLoop) return "ELOOP";
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : String(error);
}

/** The call's value, or undefined where the path is not there. */
function ifThere<T>(action: string, path: string, body: () => T): T | undefined {
  try {
    return call(action, path, body);
  } catch (error) {
    if (error instanceof SystemError && MISSING.has(error.code)) return undefined;
    throw error;
  }
}

/** Only Windows has none of these numbers. */
function statusOf(info: Deno.FileInfo): FileStatus {
  return {
    kind: kindOf(info),
    mode: info.mode! & 0o7777,
    uid: info.uid!,
    gid: info.gid!,
    size: info.size,
    device: info.dev,
    inode: info.ino!,
  };
}

function kindOf(info: Deno.FileInfo): FileKind {
  if (info.isFile) return "file";
  if (info.isDirectory) return "directory";
  if (info.isSymlink) return "symlink";
  return info.isBlockDevice ? "block device" : "other";
}

/** Up to `limit` bytes from where the file stands; shorter only at its end. */
function readUpTo(file: Deno.FsFile, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < limit) {
    const chunk = new Uint8Array(Math.min(limit - length, 65536));
    const count = file.readSync(chunk);
    if (count === null) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  const bytes = new Uint8Array(length);
  chunks.reduce((offset, chunk) => (bytes.set(chunk, offset), offset + chunk.length), 0);
  return bytes;
}

function failure(code: string): Error {
  return Object.assign(new Error(), { code });
}

type WholeFile = NonNullable<ReturnType<System["readFile"]>>;

function readWhole(path: string, limit: number): WholeFile | undefined {
  return ifThere("read", path, () => {
    const { isFile, isDirectory } = Deno.statSync(path);
    if (!isFile && !isDirectory) throw failure("ESPIPE");
    using file = Deno.openSync(path);
    const bytes = readUpTo(file, limit + 1);
    if (bytes.length > limit) throw failure("EFBIG");
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return { text, status: statusOf(file.statSync()) };
  });
}

function readFile(path: string, limit: number): WholeFile | undefined {
  ifThere("read", path, () => {
    if (Deno.lstatSync(path).isSymlink) throw failure("ELOOP");
  });
  return readWhole(path, limit);
}

function createFile(path: string, text: string, mode: number, owner?: Owner): void {
  call("write", path, () => {
    using file = Deno.openSync(path, { write: true, createNew: true, mode: mode & 0o700 });
    const bytes = new TextEncoder().encode(text);
    for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
    Deno.chmodSync(path, mode);
    if (owner !== undefined) Deno.chownSync(path, owner.uid, owner.gid);
    file.syncSync();
  });
}

function syncDirectory(path: string): void {
  using directory = Deno.openSync(path);
  directory.syncSync();
}

function run([program = "", ...args]: readonly string[]): CommandResult {
  return call("run", program, () => {
    const output = new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "piped" })
      .outputSync();
    return { code: output.code, stderr: new TextDecoder().decode(output.stderr).trim() };
  });
}

function lock(path: string, waitMs: number): (() => void) | undefined {
  const end = now() + waitMs;
  for (;;) {
    const file = call("lock", path, () => Deno.openSync(path));
    if (call("lock", path, () => file.tryLockSync(true) && isStill(file, path))) return () => file.close();
    file.close();
    if (now() >= end) return undefined;
    sleep(LOCK_POLL_MS);
  }
}

/** Whoever waited may hold the lock of what has been removed meanwhile. */
function isStill(file: Deno.FsFile, path: string): boolean {
  const [held, there] = [file.statSync(), ifThere("lock", path, () => Deno.statSync(path))];
  return held.dev === there?.dev && held.ino === there.ino;
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function now(): number {
  return performance.now();
}

export const denoSystem: System = {
  readText: (path, limit = LARGEST_TEXT) => readWhole(path, limit)?.text,
  readFile,
  readBytes: (path, offset, length) =>
    call("read", path, () => {
      using file = Deno.openSync(path);
      file.seekSync(offset, Deno.SeekMode.Start);
      return Array.from(readUpTo(file, length), (byte) => String.fromCharCode(byte)).join("");
    }),
  readDirectory: (path) =>
    ifThere("list", path, () => [...Deno.readDirSync(path)].map((entry) => entry.name).sort()),
  readLink: (path) => call("read the link", path, () => Deno.readLinkSync(path)),
  stat: (path) => ifThere("look at", path, () => statusOf(Deno.statSync(path))),
  lstat: (path) => ifThere("look at", path, () => statusOf(Deno.lstatSync(path))),
  makeDirectory: (path, mode, owner) => {
    if (denoSystem.stat(path)?.kind === "directory") return;
    call("make the directory", path, () => {
      Deno.mkdirSync(path, { mode });
      Deno.chmodSync(path, mode);
      if (owner !== undefined) Deno.chownSync(path, owner.uid, owner.gid);
    });
  },
  createFile,
  writeInto: (path, text) => call("write", path, () => Deno.writeTextFileSync(path, text, { create: false })),
  makeLink: (target, path) => call("make the link", path, () => Deno.symlinkSync(target, path)),
  rename: (from, to) =>
    call("replace", to, () => {
      Deno.renameSync(from, to);
      syncDirectory(dirname(to));
    }),
  remove: (path) =>
    call("remove", path, () => {
      Deno.removeSync(path);
      syncDirectory(dirname(path));
    }),
  lock,
  open(path) {
    return this.stat(path)?.kind === "directory" ? opened(this, path) : undefined;
  },
  rooted(root) {
    return rootedSystem(this, root);
  },
  ...programMounter(run),
  run,
  environment: (name) => call("read the variable", name, () => Deno.env.get(name)),
  sleep,
  now,
};

/** Standard output and error; colours where output is a terminal and `NO_COLOR` (no-color.org) is unset or empty. */
export function denoTerminal(): Terminal {
  return {
    out: (line) => writeLine(Deno.stdout, line),
    err: (line) => writeLine(Deno.stderr, line),
    color: Deno.stdout.isTerminal() && !Deno.env.get("NO_COLOR"),
  };
}

/** A reader that went away (`| head`, a closed console) is no reason to stop a boot. */
function writeLine(stream: typeof Deno.stdout, line: string): void {
  const bytes = new TextEncoder().encode(`${line}\n`);
  try {
    for (let done = 0; done < bytes.length;) done += stream.writeSync(bytes.subarray(done));
  } catch {
    // There is nobody left to tell.
  }
}

/** Runs a hook on this machine, with the command line of this process; its exit status becomes the process's. */
export function start(hook: Hook): void {
  Deno.exitCode = hook(denoSystem, denoTerminal(), Deno.args);
}
