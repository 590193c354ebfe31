/**
 * From rendered files to changes: what is missing, outdated or left over, and what an operator keeps.
 *
 * @module
 */
import { basename, join } from "@std/path";
import { noteOn, type Problem } from "../problem.ts";
import type { OwnedFiles, RenderedFile, RenderedLink } from "../stacks/stack.ts";
import type { FileKind, System } from "../system/system.ts";
import type { FileChange, LinkChange } from "./change.ts";
import { type Ownership, ownership, withMarker } from "./marker.ts";
import { unlessUnreadable } from "./unreadable.ts";

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
    unlessUnreadable<PlannedFile>(
      file.path,
      () => "target" in file ? planLink(system, file) : planFile(system, file, keepExisting),
      (problem) => ({ problem }),
    )
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
  if (status.kind !== "file") return keptOther(system, file, status.kind);
  const before = system.readText(path) ?? "";
  if (before === after && status.mode === mode) return {};
  const owner = ownership(before);
  if (owner === "ours" ? keepExisting : !(owner === "foreign" && file.foreign === "replace")) {
    return kept(file, owner);
  }
  return { change: { kind: "update", purpose: "network", path, before, after, mode } };
}

/** A link to a file is as good as one; anything else in its place is not what has to be there. */
function keptOther(system: System, { path, foreign }: RenderedFile, kind: FileKind): PlannedFile {
  if (foreign === "keep" && system.stat(path)?.kind === "file") return {};
  return {
    problem: { ...keptNote(path, `it is a ${kind}`), severity: foreign === "keep" ? "problem" : "note" },
  };
}

function kept(file: RenderedFile, why: Ownership): PlannedFile {
  if (why === "ours" || file.foreign === "keep") return {};
  return { problem: keptNote(file.path, why) };
}

function keptNote(path: string, why: Ownership | string): Problem {
  const message = why === "edited"
    ? "the file was edited after simple-init wrote it"
    : why === "foreign"
    ? "somebody else wrote the file"
    : why;
  return noteOn(path, message, "it is left alone; delete it to have it written");
}

/** Removes unedited files of ours that the configuration no longer has, and the links that belong to them. */
export function planRemovals(
  system: System,
  owned: readonly OwnedFiles[],
  wanted: ReadonlySet<string>,
): Planned<FileChange | LinkChange> {
  const planned = owned.flatMap((rule) => {
    const { files, problems } = ownFiles(system, [rule]);
    return [
      { changes: [], problems },
      ...files.filter(({ path }) => !wanted.has(path)).map((file) => planRemoval(system, rule, file)),
    ];
  });
  return {
    changes: planned.flatMap(({ changes }) => changes),
    problems: planned.flatMap(({ problems }) => problems),
  };
}

function planRemoval(
  system: System,
  rule: OwnedFiles,
  { path, text }: OwnFile,
): Planned<FileChange | LinkChange> {
  const owner = ownership(text);
  if (owner === "edited") return { changes: [], problems: [keptNote(path, owner)] };
  if (owner !== "ours") return { changes: [], problems: [] };
  const companions = (rule.companions ?? []).map((link) => link.replace("{name}", basename(path)));
  return unlessUnreadable<Planned<FileChange | LinkChange>>(path, () => {
    const links = companions.flatMap((link) => planLinkRemoval(system, link));
    // The file goes last: by it a later run knows of links that could not be removed.
    const needs = links.length === 0 ? {} : { needs: links.map((link) => link.path) };
    const file = {
      kind: "remove",
      purpose: "network",
      path,
      before: text,
      after: "",
      mode: 0,
      ...needs,
    } as const;
    return { changes: [...links, file], problems: [] };
  }, (problem) => ({ changes: [], problems: [problem] }));
}

function planLinkRemoval(system: System, path: string): LinkChange[] {
  if (system.lstat(path)?.kind !== "symlink") return [];
  return [{ kind: "remove link", purpose: "network", path, target: system.readLink(path) }];
}

export interface OwnFile {
  readonly path: string;
  readonly text: string;
}

/** All plain files of these directories whose names match, with their texts; a problem for each that cannot be read. */
export function ownFiles(
  system: System,
  owned: readonly OwnedFiles[],
): { files: readonly OwnFile[]; problems: readonly Problem[] } {
  const files: OwnFile[] = [];
  const problems: Problem[] = [];
  const read = <T>(path: string, body: () => T | undefined) =>
    unlessUnreadable(path, body, (problem) => void problems.push(problem));
  for (const { directory, pattern } of owned) {
    const names = read(directory, () => system.readDirectory(directory)) ?? [];
    for (const path of names.filter((name) => pattern.test(name)).map((name) => join(directory, name))) {
      const text = read(path, () => system.lstat(path)?.kind === "file" ? system.readText(path) : undefined);
      if (text !== undefined) files.push({ path, text });
    }
  }
  return { files, problems };
}
