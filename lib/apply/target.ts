/**
 * Where changes are made: by their paths, and in a home by the directory that is open.
 *
 * @module
 */
import { basename, dirname } from "@std/path";
import type { Files, OpenDirectory, System } from "../system/system.ts";
import type { Change } from "./change.ts";
import { openForChange } from "./home.ts";

/** A path, and the files among which it is meant. */
export interface Target {
  readonly files: Files;
  readonly path: string;
}

export interface Targets {
  /** Where a change is made, the same from staging to renaming. Throws {@link SystemError}. */
  of(change: Change): Target;
  close(): void;
}

export function openTargets(system: System): Targets {
  const open = new Map<string, OpenDirectory>();
  return {
    of: (change) => {
      const { path } = change;
      if (!("home" in change) || change.home === undefined) return { files: system, path };
      const directory = dirname(path);
      const known = open.get(directory);
      // Root's own home may be missing.
      if (known === undefined && change.home.uid === 0) makeParents(system, change.home.path);
      const files = known ?? openForChange(system, change.home, path, change.kind === "make directory");
      open.set(directory, files);
      return { files, path: `/${basename(path)}` };
    },
    close: () => open.forEach((directory) => directory.close()),
  };
}

/** Makes a directory with those that it is in, where there is nothing yet. Throws {@link SystemError}. */
export function makeParents(files: Files, path: string): void {
  if (files.stat(path) !== undefined) return;
  makeParents(files, dirname(path));
  files.makeDirectory(path, 0o755);
}
