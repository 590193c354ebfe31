/**
 * The element's tree as it is in the repository.
 *
 * @module
 */
import { join } from "@std/path";
import { fromFileUrl } from "../support/paths.ts";
import { readTree } from "../support/trees.ts";

export const PROJECT = fromFileUrl(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const ELEMENT = join(PROJECT, "shims/simple-init");

export interface ElementFile {
  /** Relative to the element. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

export const FILES: readonly ElementFile[] = [...readTree(ELEMENT)]
  .filter(([, { kind }]) => kind === "file")
  .map(([path, { text, mode }]) => ({ path, text, executable: (mode & 0o111) === 0o111 }));

/** What dib runs: the numbered files of the phases' folders. */
export const HOOKS = FILES.filter(({ path }) => /^[a-z-]+\.d\/(?:.+\/)?\d\d-[\w-]+$/.test(path))
  .filter(({ path }) => !path.startsWith("environment.d/"));

export function textOf(path: string): string {
  return Deno.readTextFileSync(join(ELEMENT, path));
}
