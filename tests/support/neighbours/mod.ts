/**
 * Others' programs that an image is built with, as the Python Package Index has them today.
 *
 * @module
 */
import { join } from "@std/path";
import { fromFileUrl } from "../paths.ts";
import { virtualEnvironment } from "../python_packages.ts";

const HERE = fromFileUrl(new URL(".", import.meta.url));

/** The directory with the programs of the newest diskimage-builder. */
export async function newestDib(): Promise<string> {
  return join(await neighbours(), "bin");
}

/** Directories with the files of glean: what pip installs it from, and its source. */
export async function gleanFiles(): Promise<{ readonly wheels: string; readonly source: string }> {
  const at = await neighbours();
  return { wheels: join(at, "glean"), source: join(at, "glean_source") };
}

function neighbours(): Promise<string> {
  const list = (name: string) => join(HERE, `${name}.txt`);
  return virtualEnvironment({
    name: "neighbours",
    what: "diskimage-builder and glean",
    lists: [list("requirements")],
    files: [list("glean"), list("glean_source")],
  });
}
