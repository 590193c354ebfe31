/**
 * Drives as ironic hands them on: base64 of gzip of a file system.
 *
 * @module
 */
import { execute } from "../support/binary.ts";
import type { Documents } from "./judge.ts";

const NAMES = ["network_data.json", "meta_data.json", "vendor_data.json"];

/** The documents of `openstack/latest`. */
export async function documentsOfDrive(drive: string): Promise<Documents> {
  const packed = Uint8Array.from(atob(drive), (character) => character.charCodeAt(0));
  const image = await Deno.makeTempFile({ prefix: "simple-init-drive-" });
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    await Deno.writeFile(image, new Uint8Array(await new Response(stream).arrayBuffer()));
    const texts = NAMES.map((name) => [name, documentOf(image, name)] as const);
    return Object.fromEntries(texts.filter(([, text]) => text !== ""));
  } finally {
    await Deno.remove(image);
  }
}

function documentOf(image: string, name: string): string {
  const { status, out, err } = execute("isoinfo", ["-R", "-i", image, "-x", `/openstack/latest/${name}`]);
  if (status !== 0) throw new Error(`isoinfo: ${err}`);
  return out;
}
