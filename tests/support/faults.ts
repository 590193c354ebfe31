/**
 * Systems on which calls fail, and places for real files.
 *
 * @module
 */
import { type FileStatus, type System, SystemError } from "../../lib/system/system.ts";

type Call = (...args: readonly unknown[]) => unknown;

/**
 * The system with something done before each of these calls: `before` gets the call's name, its arguments and how many
 * of these calls there were before it.
 */
export function intercepted(
  system: System,
  calls: readonly (keyof System)[],
  before: (name: keyof System, args: readonly unknown[], count: number) => void,
): System {
  let count = 0;
  const wrapped = calls.map((name) => [name, (...args: readonly unknown[]) => {
    before(name, args, count++);
    return (system[name] as Call)(...args);
  }]);
  return { ...system, ...Object.fromEntries(wrapped) };
}

/** The system on which a call fails with an errno wherever `when` holds of its first argument, the path. */
export function failing(
  system: System,
  name: keyof System,
  code: string,
  when: (path: string, count: number) => boolean = () => true,
): System {
  return intercepted(system, [name], (_, [path], count) => {
    if (when(String(path), count)) throw new SystemError(code, ACTIONS[name] ?? name, String(path));
  });
}

/** The system in which paths have other owners or modes. */
export function withStatus<S extends System>(
  system: S,
  changed: Readonly<Record<string, Partial<FileStatus>>>,
): S {
  const look = (name: "stat" | "lstat") => (at: string) => {
    const status = system[name](at);
    return status && { ...status, ...changed[at] };
  };
  const readFile: System["readFile"] = (at, limit) => {
    const found = system.readFile(at, limit);
    return found && { ...found, status: { ...found.status, ...changed[at] } };
  };
  return { ...system, stat: look("stat"), lstat: look("lstat"), readFile };
}

const ACTIONS: Partial<Record<keyof System, string>> = {
  createFile: "write",
  makeDirectory: "make the directory",
  readDirectory: "list",
  readFile: "read",
  readText: "read",
  rename: "replace",
  writeInto: "write",
};

/** Runs a test's body in a directory of its own. Its path has no symbolic link in it. */
export function inTemporaryDirectory<T>(body: (directory: string) => T): T {
  const directory = Deno.realPathSync(Deno.makeTempDirSync());
  try {
    return body(directory);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** What a body throws, as its {@link SystemError}. */
export function systemErrorOf(body: () => unknown): SystemError {
  try {
    body();
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
