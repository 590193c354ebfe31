/**
 * The images that are booted: one a network stack, built by diskimage-builder with the element.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { buildElement } from "../../shims/element.ts";
import { ELEMENT, PROJECT } from "../element/files.ts";
import { buildBinary } from "../support/binary.ts";
import { type Builder, createImage, endOf, requireDib } from "../support/dib.ts";
import { preparedRoot, writeRootElement } from "../support/dib_root.ts";
import { lock } from "../support/lock.ts";
import { requirePrograms } from "../support/packages.ts";
import { writeAgentElement } from "./_agent_element.ts";

/** A disk that boots, with the kernel and the initial file system that it has. */
export interface Image {
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

/** The stacks by the images' names, with what chooses them. */
const CHOICES = {
  ifupdown: {},
  networkmanager: { DIB_SIMPLE_INIT_NETWORKMANAGER: "1" },
  networkd: { DIB_SIMPLE_INIT_RENDERER: "networkd" },
  netplan: { DIB_SIMPLE_INIT_RENDERER: "netplan" },
} as const;

/** Variables for dib that choose the stack. */
export function choiceOf(stack: Stack): Readonly<Record<string, string>> {
  return CHOICES[stack];
}

export type Stack = keyof typeof CHOICES;

export const STACKS = Object.keys(CHOICES) as readonly Stack[];

export function isStack(name: string): name is Stack {
  return Object.hasOwn(CHOICES, name);
}

const CACHE = join(PROJECT, "dist/cache");

/** A kernel, what its initial file system is made with, and a way to log in. */
export const BOOT_PACKAGES = ["linux-image-cloud-amd64", "initramfs-tools", "dbus", "openssh-server"];

/** Beside those, what finds a root on the network, in the initial file system of each image. */
const PACKAGES = [...BOOT_PACKAGES, "nbd-client"];

/** Has `body` use the image of a stack, and a directory for what goes with it. */
export async function withImage(
  stack: Stack,
  body: (image: Image, directory: string) => Promise<void>,
): Promise<void> {
  await requireDib();
  await requirePrograms({ debugfs: "e2fsprogs" });
  const directory = await Deno.makeTempDir({ prefix: "e2e-" });
  try {
    await body(await imageOf(stack, directory), directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** A copy of the image at `disk`, in whose root, mounted, `body` has changed something. */
export async function changedImage(
  image: Image,
  disk: string,
  body: (root: string) => Promise<void>,
): Promise<Image> {
  await $`/bin/cp --sparse=always ${image.disk} ${disk}`;
  const root = await Deno.makeTempDir();
  await $`mount -o loop ${disk} ${root}`;
  try {
    await body(root);
  } finally {
    await $`umount ${root}`;
    await Deno.remove(root);
  }
  return { ...image, disk };
}

/** Builds the image, unless it is there from the same root and element. */
async function imageOf(stack: Stack, directory: string): Promise<Image> {
  const elements = join(directory, "elements");
  using _lock = lock(join(CACHE, "e2e.lock"));
  buildBinary();
  writeRootElement(elements);
  writeAgentElement(elements);
  buildElement(ELEMENT, join(PROJECT, "dist/bin"), join(elements, "simple-init"));
  const root = await preparedRoot(join(CACHE, "dib"), "-boots-nbd", PACKAGES);
  const kept = join(CACHE, "e2e", stack);
  const fingerprint = await fingerprintOf(elements, root);
  if (await textOf(join(kept, "fingerprint")) !== fingerprint) {
    const built = await build(stack, { root, directory, elements: [elements] });
    await $`rm -rf ${kept} && mkdir -p ${kept} && mv ${Object.values(built)} ${kept}`;
    await Deno.writeTextFile(join(kept, "fingerprint"), fingerprint);
  }
  return { disk: join(kept, "image.raw"), kernel: join(kept, "vmlinuz"), initrd: join(kept, "initrd.img") };
}

async function fingerprintOf(elements: string, root: string): Promise<string> {
  const sums = await $`find ${elements} -type f -printf ${"%m "} -exec sha256sum {} + `.cwd(elements).text();
  const { size, mtime } = await Deno.stat(root);
  return [sums.replaceAll(elements, ""), size, mtime?.getTime()].join("\n");
}

async function textOf(path: string): Promise<string | undefined> {
  return await $.path(path).exists() ? await Deno.readTextFile(path) : undefined;
}

async function build(stack: Stack, builder: Builder): Promise<Image> {
  const wanted = ["prepared-root", "test-agent", "simple-init"];
  const { status, log, image } = await createImage(builder, stack, "raw", wanted, choiceOf(stack));
  if (status !== 0) throw new Error(`the image with ${stack} cannot be built:\n${endOf(log)}`);
  const files = await bootFiles(image, join(builder.directory, stack));
  await unpack(files.initrd);
  return { disk: image, ...files };
}

/** Each boot would take two seconds for what the host does at once. */
async function unpack(initrd: string): Promise<void> {
  const packed = `${initrd}.packed`;
  await Deno.rename(initrd, packed);
  await $`gzip --decompress --force --stdout ${packed} > ${$.path(initrd)}`;
}

/** The kernel and the initial file system, read out of the disk's own file system. */
export async function bootFiles(disk: string, to: string): Promise<Omit<Image, "disk">> {
  const listed = await $`debugfs -R ${"ls -p /boot"} ${disk}`.quiet().text();
  const dump = async (name: string) => {
    const found = new RegExp(`/(${name}-[^/]+)/`).exec(listed)?.[1];
    if (found === undefined) throw new Error(`the image has no ${name} in /boot`);
    await $`debugfs -R ${`dump /boot/${found} ${join(to, name)}`} ${disk}`.quiet();
    return join(to, name);
  };
  return { kernel: await dump("vmlinuz"), initrd: await dump("initrd.img") };
}
