/**
 * Config drives as file systems, made with the commands that nova uses.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { requirePrograms } from "./packages.ts";
import { writeFile } from "./trees.ts";

/** The documents of `openstack/latest`, by name. */
export type Documents = Readonly<Record<string, unknown>>;

/** Writes an ISO 9660 image with the label `config-2`. */
export async function writeIso(documents: Documents, publisher: string, image: string): Promise<void> {
  await withTree(documents, (tree) => packIso(tree, publisher, image));
}

/** The same, of a tree that is there. */
export async function packIso(tree: string, publisher: string, image: string): Promise<void> {
  await requirePrograms({ genisoimage: "genisoimage" });
  const names = ["-ldots", "-allow-lowercase", "-allow-multidot", "-l", "-J", "-r"];
  await $`genisoimage -quiet -o ${image} ${names} -publisher ${publisher} -V config-2 ${tree}`.quiet(
    "stderr",
  );
}

/** Writes a vfat image with the label `CONFIG-2`, as older tools spell it. Its size decides between FAT12 and FAT16. */
export async function writeFat(documents: Documents, kibibytes: number, image: string): Promise<void> {
  await requirePrograms({ "mkfs.vfat": "dosfstools", "mcopy": "mtools" });
  await withTree(documents, async (tree) => {
    await $`mkfs.vfat -n CONFIG-2 -C ${image} ${kibibytes}`.quiet();
    await $`mcopy -s -i ${image} ${tree}/openstack ::`;
  });
}

async function withTree(documents: Documents, body: (tree: string) => Promise<void>): Promise<void> {
  const tree = await Deno.makeTempDir();
  try {
    for (const [name, value] of Object.entries(documents)) {
      writeFile(join(tree, "openstack/latest", name), JSON.stringify(value, undefined, 2));
    }
    await body(tree);
  } finally {
    await Deno.remove(tree, { recursive: true });
  }
}

const SECTOR = 512;
const FIRST_SECTOR = 2048;
const LINUX = 0x83;

/** Writes a disk with a boot record whose one partition holds the image. */
export async function writePartitioned(image: string, disk: string): Promise<void> {
  const contents = await Deno.readFile(image);
  const bytes = new Uint8Array(FIRST_SECTOR * SECTOR + contents.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(446 + 4, LINUX);
  view.setUint32(446 + 8, FIRST_SECTOR, true);
  view.setUint32(446 + 12, Math.ceil(contents.length / SECTOR), true);
  view.setUint16(510, 0xaa55, true);
  bytes.set(contents, FIRST_SECTOR * SECTOR);
  await Deno.writeFile(disk, bytes);
}
