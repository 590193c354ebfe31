/**
 * Root file systems of suites, made once and kept below the user's cache directory.
 *
 * @module
 */
import { join } from "@std/path";
import { deriveSources, machineSuite, readSources } from "../../shims/compile/apt.ts";
import { lock } from "../support/lock.ts";
import { requirePrograms } from "../support/packages.ts";
import { packagesOf, type Suite } from "./suites.ts";

/** Where roots are kept, by the environment's variables (XDG Base Directory Specification). */
export function cacheDirectory(variable: (name: string) => string | undefined): string {
  const home = variable("HOME");
  const base = variable("XDG_CACHE_HOME") || (home ? join(home, ".cache") : "/var/cache");
  return join(base, "simple-init/versions");
}

/**
 * What mmdebstrap is given; it reads the sources from its standard input. The archive that this machine uses may be a
 * snapshot, whose lists have expired; their signature is asked for all the same.
 */
export function mmdebstrapWords(suite: Suite, directory: string): string[] {
  return [
    "mmdebstrap",
    "--mode=root",
    "--format=directory",
    "--variant=minbase",
    '--aptopt=Acquire::Check-Valid-Until "false"',
    ...["doc", "locale", "man"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`),
    ...(suite.linksItself ? [`--setup-hook=${LINKS}`] : []),
    `--include=${packagesOf(suite).join()}`,
    suite.name,
    directory,
    "-",
  ];
}

const LINKS = 'cd "$1" && for name in bin lib lib64 sbin; do mkdir -p usr/$name; ln -s usr/$name $name; done';

/** The directory of the suite's root, which is made where there is none, or one with other packages. */
export async function rootOf(suite: Suite, cache: string, tell: (line: string) => void): Promise<string> {
  const directory = join(cache, suite.name);
  using _lock = lock(`${directory}.lock`);
  const stamp = `${directory}.packages`;
  const packages = packagesOf(suite).join("\n");
  if (readIfThere(stamp) === packages) return directory;
  await requirePrograms({ mmdebstrap: "mmdebstrap" });
  tell(`${suite.name}: its root file system is made in ${directory}`);
  for (const path of [stamp, directory]) removeIfThere(path);
  make(suite, directory);
  Deno.writeTextFileSync(stamp, packages);
  return directory;
}

function make(suite: Suite, directory: string): void {
  const sources = deriveSources(readSources(), machineSuite(), { types: "deb", suite: suite.name });
  if (sources === "") throw new Error(`apt has no source for ${machineSuite()}; add it to /etc/apt`);
  const path = `${directory}.sources`;
  Deno.writeTextFileSync(path, sources);
  // Deno's synchronous calls feed no pipe.
  const args = ["-c", '"$@" <"$0"', path, ...mmdebstrapWords(suite, directory)];
  const { success, stderr } = new Deno.Command("sh", { args, stdin: "null", stdout: "null" }).outputSync();
  Deno.removeSync(path);
  if (success) return;
  throw new Error(`the root of ${suite.name} could not be made: ${new TextDecoder().decode(stderr)}`);
}

function readIfThere(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
