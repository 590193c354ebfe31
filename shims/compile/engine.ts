/**
 * QuickJS's sources: got, verified and unpacked.
 *
 * @module
 */
import { join } from "@std/path";
import { aptDownload, deriveSources, machineSuite, readSources, type Wanted } from "./apt.ts";
import { CompileError } from "./fault.ts";
import { CACHE } from "./paths.ts";
import { requireTools, runTool } from "./tools.ts";

/** Debian's source package: the suite that has this version, and the upstream tarball in it. */
export const QUICKJS = {
  version: "2025.04.26",
  suite: "trixie",
  tarball: "quickjs_2025.04.26.orig.tar.xz",
  sha256: "ec81da5b3249ed648dbc7df4a1654988910e66a118d9b71cb63534216efcfbbe",
  /** Of the files in it, as {@link checksumOfFiles} has it: what is unpacked is what is compiled. */
  files: "cfc257517dd4a8ffd04ff3bf6fee57cc8661e65fd111f730d4277d56d1da1d9d",
} as const;

const BY_HAND =
  `get ${QUICKJS.tarball} of Debian's source package quickjs in another way and name it: --quickjs FILE`;

/** The directory with QuickJS's sources. `given`: the tarball; by default apt gets it, once. */
export async function quickjsSources(given: string | undefined): Promise<string> {
  const sources = join(CACHE, `quickjs-${QUICKJS.version}`);
  const tarball = given ?? join(CACHE, "apt-quickjs", QUICKJS.tarball);
  if (given === undefined && !isThere(tarball)) await downloadTarball();
  await verify(tarball, QUICKJS.sha256);
  if (await checksumOfFiles(sources) === QUICKJS.files) return sources;
  await requireTools("tar", "xz");
  const partial = await Deno.makeTempDir({ dir: CACHE, prefix: "unpack-" });
  await runTool(partial, ["tar", "-xJf", tarball, "--strip-components=1", "--no-same-owner"]);
  await Deno.remove(sources, { recursive: true }).catch(() => {});
  await Deno.rename(partial, sources);
  const found = await checksumOfFiles(sources);
  if (found === QUICKJS.files) return sources;
  throw new CompileError(`What ${QUICKJS.tarball} has in it is not what it should be: ${found}.`);
}

async function downloadTarball(): Promise<void> {
  const directory = join(CACHE, "apt-quickjs");
  const wanted: Wanted = { types: "deb-src", suite: QUICKJS.suite };
  await requireTools("apt-get");
  const sources = deriveSources(readSources(), machineSuite(), wanted);
  if (sources === "") {
    throw new CompileError(
      `This machine's apt has no source of its own suite to derive Debian's from; ${BY_HAND}.`,
    );
  }
  try {
    await aptDownload(directory, sources, wanted, "quickjs");
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new CompileError(`QuickJS's sources could not be downloaded; ${BY_HAND}. ${error.message}`);
  }
  if (!isThere(join(directory, QUICKJS.tarball))) {
    throw new CompileError(`Debian's ${QUICKJS.suite} no longer has QuickJS ${QUICKJS.version}; ${BY_HAND}.`);
  }
}

/** Throws {@link CompileError} unless the file has this SHA-256. */
export async function verify(path: string, sha256: string): Promise<void> {
  const bytes = await Deno.readFile(path).catch((error: Error) => {
    throw new CompileError(`"${path}" cannot be read: ${error.message}`);
  });
  const found = await checksum(bytes);
  if (found === sha256) return;
  throw new CompileError(
    `"${path}" is not what it should be: its SHA-256 is ${found}, not ${sha256}; remove it, then ${BY_HAND}.`,
  );
}

/** One checksum of all files right in a directory and their names, as of what `sha256sum *` prints; empty where there is none. */
export async function checksumOfFiles(directory: string): Promise<string> {
  try {
    const names = [...Deno.readDirSync(directory)].filter(({ isDirectory }) => !isDirectory)
      .map(({ name }) => name).sort();
    const lines = names.map(async (name) =>
      `${await checksum(await Deno.readFile(join(directory, name)))}  ${name}\n`
    );
    return await checksum(new TextEncoder().encode((await Promise.all(lines)).join("")));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** SHA-256, in hexadecimal digits. */
export async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** A name for what was made of these. */
export async function cacheKey(parts: readonly string[]): Promise<string> {
  return (await checksum(new TextEncoder().encode(parts.join("\0")))).slice(0, 16);
}

export function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
