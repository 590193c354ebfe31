/**
 * Starts the command line under Deno with no more permissions than its own arguments call for.
 *
 * Below `--root` it may read that tree and the drive, and `boot` may write the tree (all of the disk where it is netifrc
 * that is configured: Deno ties no permission to make symbolic links to a path); it runs `mount` and `umount` for an
 * image file only. On the machine itself, and for a device, it gets all permissions: Deno lets a program read `/sys`,
 * `/proc` and `/dev` in no other way.
 *
 * @module
 */
import { isAbsolute, join } from "@std/path";
import { parseArguments, UsageError } from "../lib/cli/arguments.ts";

const ENVIRONMENT = "--allow-env=NO_COLOR";

/** The flags of `deno run` for these words of the command line. */
export function permissionsFor(
  words: readonly string[],
  kindOf: (path: string) => "image" | "device" | "other",
): string[] {
  const { command, options: { root, configDrive, renderer }, operands } = parseArguments(words);
  const drive = command === "validate" ? operands[0] ?? configDrive : configDrive;
  const kind = drive === undefined ? "other" : kindOf(drive);
  const onMachine = root === "/" && (command !== "validate" || drive === undefined);
  if (onMachine || kind === "device") return ["--allow-all"];
  const paths = [...(root === "/" ? [] : [root]), ...(drive === undefined ? [] : [drive])];
  const written = [
    ...((command === "boot" || command === "seal") && root !== "/" ? [root] : []),
    ...(kind === "image" ? [join(root, "mnt")] : []),
  ];
  const makesLinks = command === "boot" &&
    (renderer === "netifrc" || (renderer === "auto" && hasNetifrc(root)));
  const files = makesLinks
    ? ["--allow-read", "--allow-write"]
    : [...allow("read", [...paths, ...written]), ...allow("write", written)];
  return [ENVIRONMENT, ...files, ...(kind === "image" ? ["--allow-run=mount,umount"] : [])];
}

/**
 * Deno compares permissions with paths as they are written: so both as given and as they really are. It has no way to
 * write a path with a comma (denoland/deno#32010), for which all are allowed; the root is kept to all the same.
 */
function allow(what: "read" | "write", paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const all = new Set(paths.flatMap((path) => [path, realPath(path)]));
  if ([...all].some((path) => path.includes(","))) return [`--allow-${what}`];
  return [`--allow-${what}=${[...all].join(",")}`];
}

function hasNetifrc(root: string): boolean {
  return kindOf(join(root, "etc/init.d/net.lo")) === "image";
}

function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return isAbsolute(path) ? path : join(Deno.cwd(), path);
  }
}

/** A plain file counts as an image. */
function kindOf(path: string): "image" | "device" | "other" {
  if (/^\/+dev\//.test(path)) return "device";
  try {
    return Deno.statSync(path).isFile ? "image" : "other";
  } catch {
    return "other";
  }
}

/** With wrong usage the program itself explains what is wrong, and needs nothing for it. */
function permissions(words: readonly string[]): string[] {
  try {
    return permissionsFor(words, kindOf);
  } catch (error) {
    if (error instanceof UsageError) return [ENVIRONMENT];
    throw error;
  }
}

if (import.meta.main) {
  // `deno task` changes to the project's directory, and says where it was called.
  const calledFrom = Deno.env.get("INIT_CWD");
  if (calledFrom !== undefined) Deno.chdir(calledFrom);
  const [command = "", ...rest] = Deno.args;
  const words = [command, ...(rest[0] === "--" ? rest.slice(1) : rest)];
  const program = decodeURIComponent(new URL("../hooks/boot.ts", import.meta.url).pathname);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...permissions(words), program, ...words],
  }).spawn().status;
  Deno.exitCode = code;
}
