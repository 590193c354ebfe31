/**
 * Debian's kernel, unpacked and not installed: this machine's own may lack what a test needs.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { lock } from "./lock.ts";
import { requirePrograms } from "./packages.ts";

export interface Kernel {
  /** `6.1.0-56-amd64` */
  readonly release: string;
  /** The file to boot. */
  readonly image: string;
  /** The directory that the package is unpacked in, with `lib/modules/RELEASE`. */
  readonly directory: string;
}

/** What costs much under emulation: the console, tests of ciphers, and what hides one process from another on real processors. */
export const QUICK_WORDS = "quiet mitigations=off cryptomgr.notests";

/** The one for clouds has no USB. */
const META_PACKAGE = "linux-image-amd64";

/** The kernel that the apt sources have now, downloaded into `cache` unless it is there. */
export async function debianKernel(cache: string): Promise<Kernel> {
  await requirePrograms({ "apt-get": "apt", "dpkg": "dpkg", "depmod": "kmod" });
  const name = await kernelPackage();
  const release = name.replace("linux-image-", "");
  const directory = join(cache, name);
  using _lock = lock(`${directory}.lock`);
  if (!await $.path(directory).exists()) await unpack(name, release, directory);
  return { release, directory, image: join(directory, "boot", `vmlinuz-${release}`) };
}

async function kernelPackage(): Promise<string> {
  const depends = await $`apt-cache depends ${META_PACKAGE}`.env("LC_ALL", "C").noThrow().quiet().text();
  const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
  if (name !== undefined) return name;
  throw new Error(`apt knows no package ${META_PACKAGE}; run apt-get update on Debian for amd64`);
}

/** Takes its name last, so that what is there under it is complete. */
async function unpack(name: string, release: string, directory: string): Promise<void> {
  const partial = `${directory}.new`;
  await Deno.mkdir(partial, { recursive: true });
  try {
    await $`apt-get download --quiet -o APT::Sandbox::User=root ${name}`.cwd(partial).quiet();
    for await (const { name: file } of Deno.readDir(partial)) await $`dpkg -x ${file} .`.cwd(partial);
    await $`depmod --basedir ${partial} ${release}`;
    await Deno.rename(partial, directory);
  } finally {
    await $`rm -rf ${partial}`;
  }
}

/** The files of kernel modules and of all that they need, relative to the kernel's directory, in order of loading. */
export async function moduleFiles(kernel: Kernel, names: readonly string[]): Promise<string[]> {
  const { release, directory } = kernel;
  const lines =
    await $`modprobe --dirname ${directory} --set-version ${release} --show-depends --all ${names}`
      .lines();
  const paths = lines.flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? []);
  return [...new Set(paths)].map((path) => path.slice(directory.length + 1));
}
