/**
 * What a run of the binary does to the disk, in its order, from strace.
 *
 * @module
 */
import { join } from "@std/path";

/** Paths are absolute; a file is known by the number of its making, whatever its name is later. */
export type Operation =
  | { readonly kind: "create"; readonly path: string; readonly file: number }
  | { readonly kind: "write"; readonly file: number; readonly text: string }
  | { readonly kind: "sync file"; readonly file: number }
  | { readonly kind: "sync directory"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly from: string }
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  | { readonly kind: "make directory" | "remove"; readonly path: string };

/** System calls that change a disk, or say what must be on it. */
export const CALLS =
  "openat,creat,write,pwrite64,fsync,fdatasync,syncfs,sync,close,rename,renameat,renameat2,mkdir,mkdirat,symlink,symlinkat," +
  "unlink,unlinkat,rmdir,link,linkat,truncate,ftruncate";

/** One line of the trace that succeeded. */
interface Call {
  readonly name: string;
  /** Paths are whole. */
  readonly texts: readonly string[];
  readonly words: string;
  readonly result: number;
}

/** Runs the command under strace, and returns what it did below `root`. Throws where it fails, or does what is not known here. */
export function traceOperations(command: readonly string[], root: string): Operation[] {
  const log = Deno.makeTempFileSync();
  try {
    const args = ["-f", "-qq", "-xx", "-y", "-s", "16777216", "-o", log, "-e", `trace=${CALLS}`, ...command];
    const { code, stderr } = new Deno.Command("strace", { args, stdin: "null" }).outputSync();
    if (code > 1) throw new Error(`strace ended with ${code}: ${new TextDecoder().decode(stderr)}`);
    return operationsOf(parseCalls(Deno.readTextFileSync(log)), root);
  } finally {
    Deno.removeSync(log);
  }
}

/** Calls in their order, for who wants to stop before one of them: the name, and how many of it there were before. */
export function traceCalls(command: readonly string[]): { name: string; count: number }[] {
  const log = Deno.makeTempFileSync();
  try {
    const args = ["-f", "-qq", "-o", log, "-e", `trace=${CALLS}`, ...command];
    new Deno.Command("strace", { args, stdin: "null", stdout: "null", stderr: "null" }).outputSync();
    const counts = new Map<string, number>();
    return Deno.readTextFileSync(log).split("\n").flatMap((line) => {
      const name = /^\d+\s+(\w+)\(/.exec(line)?.[1];
      if (name === undefined) return [];
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const changes = !/O_RDONLY(?!.*O_DIRECTORY)/.test(line) && name !== "close";
      return changes ? [{ name, count: counts.get(name)! }] : [];
    });
  } finally {
    Deno.removeSync(log);
  }
}

/** With the directory that it is in, where the call has one. */
const QUOTED = /(?:<((?:\\x[0-9a-f]{2})*)>, )?"((?:\\x[0-9a-f]{2})*)"/g;

function parseCalls(log: string): Call[] {
  return log.split("\n").flatMap((line) => {
    const [, name, words, result] = /^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)/.exec(line) ?? [];
    if (name === undefined || Number(result) < 0 || /O_PATH/.test(words!)) return [];
    const texts = [...words!.matchAll(QUOTED)].map(([, directory, hex]) =>
      whole(name === "write" ? undefined : directory && decode(directory), decode(hex!))
    );
    return [{ name, texts, words: words!, result: Number(result) }];
  });
}

function whole(directory: string | undefined, path: string): string {
  return directory === undefined || path.startsWith("/") ? path : join(directory, path);
}

function decode(hex: string): string {
  const bytes = hex.split("\\x").slice(1).map((digits) => parseInt(digits, 16));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

interface Opened {
  readonly path: string;
  /** Undefined: a directory, or a file that is only read. */
  readonly file: number | undefined;
}

function operationsOf(calls: readonly Call[], root: string): Operation[] {
  const opened = new Map<number, Opened>();
  let files = 0;
  const open = ({ texts: [path = ""], words, result }: Call): Operation[] => {
    const isNew = /O_CREAT/.test(words);
    opened.set(result, { path, file: isNew ? files++ : undefined });
    if (/O_WRONLY|O_RDWR/.test(words) && !isNew && within(path, root)) {
      throw new Error(`it writes into ${path} as it is`);
    }
    return isNew ? [{ kind: "create", path, file: files - 1 }] : [];
  };
  const all = calls.flatMap((call) => call.name === "openat" ? open(call) : translate(call, opened));
  return all.filter((operation) => !("path" in operation) || within(operation.path, root));
}

function within(path: string, root: string): boolean {
  return path.startsWith(`${root}/`);
}

function translate({ name, texts, words }: Call, opened: Map<number, Opened>): Operation[] {
  const descriptor = Number(/^\d+/.exec(words)?.[0]);
  const { path, file } = opened.get(descriptor) ?? {};
  switch (name) {
    case "write":
      return file === undefined ? [] : [{ kind: "write", file, text: texts[0]! }];
    case "fsync":
    case "fdatasync":
      return file === undefined ? [{ kind: "sync directory", path: path! }] : [{ kind: "sync file", file }];
    case "close":
      opened.delete(descriptor);
      return [];
    case "renameat":
      return [{ kind: "rename", from: texts[0]!, path: texts[1]! }];
    case "symlinkat":
      return [{ kind: "link", target: texts[0]!, path: texts[1]! }];
    case "mkdirat":
      return [{ kind: "make directory", path: texts[0]! }];
    case "unlinkat":
      return [{ kind: "remove", path: texts[0]! }];
  }
  throw new Error(`the model of a disk does not know the system call ${name}`);
}

/** Where a path is in a tree that is read from `root`. */
export function relativeTo(root: string, path: string): string {
  return join("/", path.slice(root.length)).slice(1);
}
