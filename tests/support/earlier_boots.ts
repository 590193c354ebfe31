/**
 * Boots before the one that a case is about: what the machine was, and what became of it since.
 *
 * @module
 */
import { join } from "@std/path";
import { copyTree, exists, readTree, type Tree, writeFile } from "./trees.ts";

export interface EarlierBoot {
  /** A directory whose files are laid over the root for this boot, and taken away again after it; it need not be there. */
  readonly overlay: string;
  /** Of the command line, in place of the case's own. */
  readonly args: readonly string[];
  /** Paths of the root that are not there yet. After the boot they are as in the root, whatever it made of them. */
  readonly later: readonly string[];
  /** Paths that are lost after the boot. */
  readonly lost: readonly string[];
}

/** Boots what lies below `root`, which is a copy of the tree `original`, as it was earlier, and makes it what it is now. */
export function bootEarlier(
  { overlay, args, later, lost }: EarlierBoot,
  original: string,
  root: string,
  boot: (args: readonly string[]) => void,
): void {
  const [laid, now] = [exists(overlay) ? readTree(overlay) : new Map(), readTree(original)];
  if (laid.size > 0) copyTree(overlay, root);
  for (const path of later) Deno.removeSync(join(root, path), { recursive: true });
  boot(args);
  for (const path of lost) Deno.removeSync(join(root, path), { recursive: true });
  takeAway(laid, now, root);
  for (const [path, { kind, text }] of now) {
    const isLater = later.some((at) => path === at || path.startsWith(`${at}/`));
    if (kind === "file" && (isLater || laid.has(path))) writeFile(join(root, path), text);
  }
}

/** Takes away what was laid over the root, with the directories that nothing else needs. */
function takeAway(laid: Tree, now: Tree, root: string): void {
  for (const [path, { kind }] of [...laid].reverse()) {
    const at = join(root, path);
    const isFree = kind !== "directory" || (!now.has(path) && [...Deno.readDirSync(at)].length === 0);
    if (isFree && exists(at)) Deno.removeSync(at);
  }
}
