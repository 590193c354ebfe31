/**
 * The programs called ifup other than Debian's own, and udhcpc, as packages of a suite that has all of them. They are downloaded
 * through the machine's own apt and unpacked, not installed.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import type { DhcpClient, IfupFlavour } from "../../lib/stacks/stack.ts";
import {
  aptDownload,
  deriveSources,
  machineSuite,
  readSources,
  type Wanted,
} from "../../shims/compile/apt.ts";
import { fromFileUrl } from "../support/paths.ts";
import { run } from "../real/_run.ts";

const PROJECT = fromFileUrl(new URL("../..", import.meta.url));

const WANTED: Wanted = { types: "deb", suite: "trixie", architecture: "amd64" };

/** ifupdown-ng with the libraries that it is linked to, and udhcpc with Debian's script for leases. */
const PACKAGES = ["ifupdown-ng", "libc6", "libbsd0", "libmd0", "ifupdown2", "udhcpc"];

/** The directory that they are unpacked in. A finished one is kept. */
export async function ifups(): Promise<string> {
  const directory = join(PROJECT, "dist/cache/ifups");
  const done = join(directory, "done");
  if (exists(done)) return directory;
  const downloads = join(directory, "apt");
  Deno.mkdirSync(downloads, { recursive: true });
  const sources = deriveSources(readSources(), machineSuite(), WANTED);
  await aptDownload(downloads, sources, WANTED, ...PACKAGES);
  for (const { name } of Deno.readDirSync(downloads)) {
    if (!name.endsWith(".deb")) continue;
    const { code, errors } = run("dpkg-deb", ["-x", join(downloads, name), directory], "dpkg");
    if (code !== 0) throw new Error(`${name} could not be unpacked: ${errors}`);
  }
  Deno.writeTextFileSync(done, "");
  return directory;
}

/** The links by which a boot finds an ifup in a root. */
const LINKS: Readonly<Record<Exclude<IfupFlavour, "debian">, string>> = {
  "busybox": "/bin/busybox",
  "ifupdown-ng": "ifupdown-ng",
  "ifupdown2": "../share/ifupdown2/ifupdown2",
};

/** Which ifup, and what udhcpc runs for a lease: Debian's script, or one that can be told. */
export interface Programs {
  readonly ifup: IfupFlavour;
  readonly isTold?: boolean;
}

const TOLD = fromFileUrl(new URL("lease.script", import.meta.url));

export function layIfup(
  root: string,
  { ifup, isTold }: Programs,
  client: DhcpClient,
  packages: string,
): void {
  Deno.mkdirSync(join(root, "sbin"), { recursive: true });
  if (ifup !== "debian") Deno.symlinkSync(LINKS[ifup], join(root, "sbin/ifup"));
  if (client !== "udhcpc") return;
  const script = join(root, "etc/udhcpc/default.script");
  Deno.mkdirSync(dirname(script), { recursive: true });
  Deno.copyFileSync(isTold === true ? TOLD : join(packages, "etc/udhcpc/default.script"), script);
  Deno.chmodSync(script, 0o755);
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
