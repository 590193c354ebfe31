/**
 * What may stand where the boot program wants to write or read.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";
import { execute } from "../support/binary.ts";
import { mount } from "./scratch.ts";

/** Puts something at a path of which the directory is there and the name is free. `outside` is a tree of others. */
export interface Obstacle {
  readonly name: string;
  readonly put: (path: string, outside: string) => void;
  /** Takes away what a plain removal cannot. */
  readonly lift?: (path: string) => void;
  /** A plain file with contents that an editor of a line keeps. */
  readonly isFile?: boolean;
  /** It takes a file system on which files can be made immutable, as tmpfs is from Linux 6.6 on. */
  readonly needsImmutable?: boolean;
  /** It is about the file system as a whole. */
  readonly costsAll?: boolean;
  /** What is there stays, and is only made so. */
  readonly onExisting?: boolean;
}

/** Fails with what the program said. */
function must(program: string, ...words: readonly string[]): void {
  const { status, err } = execute(program, words);
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${err}`);
}

const link = (name: string, target: (path: string, outside: string) => string): Obstacle => ({
  name: `a link ${name}`,
  put: (path, outside) => Deno.symlinkSync(target(path, outside), path),
});

const file = (name: string, bytes: Uint8Array<ArrayBuffer>, mode = 0o644): Obstacle => ({
  name,
  isFile: true,
  put: (path) => Deno.writeFileSync(path, bytes, { mode }),
});

const text = (value: string) => new TextEncoder().encode(value);
const NOT_UTF8 = Uint8Array.from([0x23, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0a]);
const HUGE = text("192.0.2.1 mine.example.com\n".repeat(40_000));

/** The way out of a root that a path relative to its directory takes, however deep that is. */
function wayOut(outside: string): string {
  return `${"../".repeat(24)}${outside.slice(1)}`;
}

export const OBSTACLES: readonly Obstacle[] = [
  link("to nothing", () => "nowhere"),
  link("to itself", (path) => basename(path)),
  link("to a file outside of the root", (_, outside) => join(outside, "file")),
  link("out of the root by its dots", (_, outside) => `${wayOut(outside)}/file`),
  link("to nothing outside of the root", (_, outside) => `${wayOut(outside)}/new`),
  link("to a directory outside of the root", (_, outside) => `${wayOut(outside)}/directory`),
  link("to a directory of the root", () => "/sys/class"),
  link("to the device without an end", () => "/dev/zero"),
  { name: "an empty directory", put: (path) => Deno.mkdirSync(path) },
  {
    name: "a directory with something in it",
    put: (path) => {
      Deno.mkdirSync(path);
      Deno.writeTextFileSync(join(path, "mine"), "mine\n");
    },
  },
  { name: "a FIFO", put: (path) => must("mkfifo", path) },
  {
    name: "a socket",
    put: (path, outside) => {
      // The name that a socket is bound to may not be as long as that of a file.
      const short = join(dirname(outside), "socket");
      const listener = Deno.listen({ transport: "unix", path: short });
      Deno.renameSync(short, path);
      listener.close();
    },
  },
  { name: "a device without an end", put: (path) => must("mknod", path, "c", "1", "5") },
  { name: "a device that is always full", put: (path) => must("mknod", path, "c", "1", "7") },
  { name: "a block device", put: (path) => must("mknod", path, "b", "7", "250") },
  file("an empty file", text("")),
  file("somebody's file", text("mine\n")),
  file("a file without a line end", text("mine")),
  file("a file that is not UTF-8", NOT_UTF8),
  file("a file with NULs", text("mine\0\0\n\0")),
  file("a huge file", HUGE),
  file("a file that nobody may read", text("mine\n"), 0),
  {
    name: "a hard link to a file outside",
    isFile: true,
    put: (path, outside) => Deno.linkSync(join(outside, "file"), path),
  },
  {
    name: "a file of somebody else",
    isFile: true,
    put: (path) => {
      Deno.writeTextFileSync(path, "mine\n");
      Deno.chownSync(path, 12345, 12345);
    },
  },
  {
    name: "an immutable file",
    needsImmutable: true,
    isFile: true,
    put: (path) => {
      Deno.writeTextFileSync(path, "mine\n");
      must("chattr", "+i", path);
    },
    lift: (path) => must("chattr", "-i", path),
  },
  {
    name: "a file that is mounted there",
    isFile: true,
    put: (path) => {
      Deno.writeTextFileSync(path, "mine\n");
      mount(["--bind", path, path]);
    },
    lift: (path) => must("umount", path),
  },
];

/** What may be wrong with a directory that is there. */
export const DIRECTORY_OBSTACLES: readonly Obstacle[] = [
  {
    name: "an immutable directory",
    needsImmutable: true,
    onExisting: true,
    put: (path) => must("chattr", "+i", path),
    lift: (path) => must("chattr", "-i", path),
  },
  {
    name: "a directory that is mounted for reading only",
    costsAll: true,
    onExisting: true,
    put: (path) => mount(["--bind", "-o", "ro", path, path]),
    lift: (path) => must("umount", path),
  },
  {
    name: "a directory of somebody else that everybody may write",
    onExisting: true,
    put: (path) => {
      Deno.chownSync(path, 12345, 12345);
      Deno.chmodSync(path, 0o777);
    },
  },
];

/** Makes room for an obstacle: its directory is there, and nothing at its path unless it is about what is there. */
export function clearFor({ onExisting }: Obstacle, path: string): void {
  Deno.mkdirSync(onExisting ? path : dirname(path), { recursive: true });
  if (!onExisting) execute("rm", ["-rf", "--one-file-system", path]);
}

/** Whether files of this directory's file system can be made immutable. */
export function takesImmutable(directory: string): boolean {
  const path = join(directory, "immutable");
  Deno.writeTextFileSync(path, "");
  const takes = execute("chattr", ["+i", path]).status === 0;
  if (takes) must("chattr", "-i", path);
  Deno.removeSync(path);
  return takes;
}
