/**
 * From rendered files to changes: what is missing, outdated or left over, and what an operator keeps.
 *
 * @module
 */
import { basename, join } from "@std/path";
import type { Problem } from "../problem.ts";
import type { OwnedFiles, RenderedFile, RenderedLink } from "../renderers/renderer.ts";
import { type System, SystemError } from "../system/system.ts";
import type { FileChange, LinkChange } from "./change.ts";
import { type Ownership, ownership, withMarker } from "./marker.ts";

export interface Planned<C> {
  readonly changes: readonly C[];
  readonly problems: readonly Problem[];
}

/**
 * The changes that bring the files about. With `keepExisting`, files of ours that are there stay as they are: the
 * last good configuration outlives its drive.
 */
export function planFiles(
  system: System,
  files: readonly (RenderedFile | RenderedLink)[],
  keepExisting: boolean,
): Planned<FileChange | LinkChange> {
  const planned = files.map((file) =>
    "target" in file ? planLink(system, file) : planFile(system, file, keepExisting)
  );
  return {
    changes: planned.flatMap(({ change }) => change ?? []),
    problems: planned.flatMap(({ problem }) => problem ?? []),
  };
}

interface PlannedFile {
  readonly change?: FileChange | LinkChange;
  readonly problem?: Problem;
}

function planLink(system: System, { path, target }: RenderedLink): PlannedFile {
  const status = system.lstat(path);
  if (status === undefined) return { change: { kind: "make link", purpose: "network", path, target } };
  if (status.kind === "symlink" && system.readLink(path) === target) return {};
  return {
    problem: keptNote(path, `it is ${status.kind === "symlink" ? "another symlink" : `a ${status.kind}`}`),
  };
}

function planFile(system: System, file: RenderedFile, keepExisting: boolean): PlannedFile {
  const { path, mode } = file;
  const after = withMarker(file.contents);
  const status = system.lstat(path);
  if (status === undefined) {
    return { change: { kind: "create", purpose: "network", path, before: "", after, mode } };
  }
  if (status.kind === "symlink" && file.foreign === "replace") {
    return { change: { kind: "update", purpose: "network", path, before: "", after, mode } };
  }
  if (status.kind !== "file") return kept(file, `it is a ${status.kind}`);
  const before = system.readText(path) ?? "";
  if (before === after && status.mode === mode) return {};
  const owner = ownership(before);
  if (owner === "ours" ? keepExisting : !(owner === "foreign" && file.foreign === "replace")) {
    return kept(file, owner);
  }
  return { change: { kind: "update", purpose: "network", path, before, after, mode } };
}

function kept(file: RenderedFile, why: Ownership | string): PlannedFile {
  if (why === "ours" || file.foreign === "keep") return {};
  return { problem: keptNote(file.path, why) };
}

function keptNote(path: string, why: Ownership | string): Problem {
  const message = why === "edited"
    ? "the file was edited after simple-init wrote it"
    : why === "foreign"
    ? "somebody else wrote the file"
    : why;
  return {
    severity: "note",
    file: path,
    path: "",
    message,
    action: "it is left alone; delete it to have it written",
  };
}

/** Removes unedited files of ours that the configuration no longer has, and the links that belong to them. */
export function planRemovals(
  system: System,
  owned: readonly OwnedFiles[],
  wanted: ReadonlySet<string>,
): Planned<FileChange | LinkChange> {
  const changes: (FileChange | LinkChange)[] = [];
  const problems: Problem[] = [];
  for (const rule of owned) {
    for (const { path, text } of ownFiles(system, [rule]).filter((file) => !wanted.has(file.path))) {
      const owner = ownership(text);
      if (owner === "edited") problems.push(keptNote(path, owner));
      if (owner !== "ours") continue;
      const links = rule.companions?.(basename(path)) ?? [];
      changes.push(
        { kind: "remove", purpose: "network", path, before: text, after: "", mode: 0 },
        ...links.flatMap((link) => planLinkRemoval(system, link)),
      );
    }
  }
  return { changes, problems };
}

function planLinkRemoval(system: System, path: string): LinkChange[] {
  if (system.lstat(path)?.kind !== "symlink") return [];
  return [{ kind: "remove link", purpose: "network", path, target: system.readLink(path) }];
}

/** All plain files of these directories whose names match, with their texts. Unreadable ones are none. */
export function ownFiles(system: System, owned: readonly OwnedFiles[]): { path: string; text: string }[] {
  return owned.flatMap(({ directory, pattern }) =>
    (ifAllowed(() => system.readDirectory(directory)) ?? []).filter((name) => pattern.test(name)).flatMap(
      (name) => {
        const path = join(directory, name);
        const text = ifAllowed(() => system.lstat(path)?.kind === "file" ? system.readText(path) : undefined);
        return text === undefined ? [] : [{ path, text }];
      },
    )
  );
}

function ifAllowed<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
