/**
 * From rendered files to changes: what is missing, outdated or left over, and what an operator keeps.
 *
 * @module
 */
import { basename } from "@std/path";
import { noteOn, type Problem, problemIn } from "../problem.ts";
import type { OwnedFiles, RenderedFile, RenderedLink } from "../stacks/stack.ts";
import { findFile } from "../system/plain_file.ts";
import { type FileKind, LARGEST_TEXT, type System } from "../system/system.ts";
import type { FileChange, LinkChange } from "./change.ts";
import { isGenerated } from "./generated.ts";
import { type Ownership, ownership, withMarker } from "./marker.ts";
import { unlessUnreadable } from "./unreadable.ts";

export interface Planned<C> {
  readonly changes: readonly C[];
  readonly problems: readonly Problem[];
}

/** Whether a file of ours that is there, with this text, stays as it is. */
export type Keeps = (file: RenderedFile, text: string) => boolean;

/** The changes that bring the files about. */
export function planFiles(
  system: System,
  files: readonly (RenderedFile | RenderedLink)[],
  keeps: Keeps = () => false,
): PlannedFiles {
  const planned = files.map((file) =>
    unlessUnreadable<PlannedFile>(
      file.path,
      () => "target" in file ? planLink(system, file) : planFile(system, file, keeps),
      (problem) => ({ problem, kept: "unreadable" }),
    )
  );
  return {
    changes: withLinksFirst(planned, files),
    problems: planned.flatMap(({ problem }) => problem ?? []),
    edited: files.flatMap((file, index) =>
      !("target" in file) && planned[index]!.kept === "edited" ? file : []
    ),
    missing: files.flatMap((file, index) =>
      !("target" in file) && ["other", "unreadable"].includes(planned[index]!.kept!) ? file : []
    ),
    isUnsure: planned.some(({ kept }) => kept === "unreadable"),
  };
}

export interface PlannedFiles extends Planned<FileChange | LinkChange> {
  /** Those of ours that somebody edited. */
  readonly edited: readonly RenderedFile[];
  /** Those in whose place there is something else, which stays. */
  readonly missing: readonly RenderedFile[];
  /** Of some it is not known what is in their place, so any of them may be edited. */
  readonly isUnsure: boolean;
}

interface PlannedFile {
  readonly change?: FileChange | LinkChange;
  readonly problem?: Problem;
  readonly kept?: "edited" | "other" | "unreadable";
}

/**
 * The links first: a file that is there says that its links have been made, so that one that is missing was taken away by
 * somebody, and stays away for as long as the file is as it was. So a file is written only when its links are there: else
 * a later boot would take one that could not be made for one that was taken away.
 */
function withLinksFirst(
  planned: readonly PlannedFile[],
  files: readonly (RenderedFile | RenderedLink)[],
): (FileChange | LinkChange)[] {
  const links = files.flatMap((file, index) => "target" in file ? { ...planned[index]!, ...file } : []);
  const writes = planned.flatMap(({ change }) => change === undefined || "target" in change ? [] : change);
  if (links.length === 0) return writes;
  const written = new Set(writes.map(({ path }) => path));
  const made = links.filter(({ change, of }) => change !== undefined && written.has(of));
  const unknown = new Set(links.flatMap(({ kept, of }) => kept === "unreadable" ? of : []));
  const madeFor = Map.groupBy(made, ({ of }) => of);
  return [
    ...made.map(({ change }) => change!),
    ...writes.filter(({ path }) => !unknown.has(path)).map((change) => {
      const needs = madeFor.get(change.path)?.map(({ path }) => path);
      return needs === undefined ? change : { ...change, needs };
    }),
  ];
}

function planLink(system: System, { path, target }: RenderedLink): PlannedFile {
  const status = system.lstat(path);
  if (status === undefined) return { change: { kind: "make link", purpose: "network", path, target } };
  if (status.kind === "symlink" && system.readLink(path) === target) return {};
  return {
    problem: keptNote(path, `it is ${status.kind === "symlink" ? "another symlink" : `a ${status.kind}`}`),
  };
}

function planFile(system: System, file: RenderedFile, keeps: Keeps): PlannedFile {
  const { path, mode, link } = file;
  const after = withMarker(path, file.contents);
  const about = { purpose: "network", path, after, mode, ...(link === undefined ? {} : { link }) } as const;
  const found = findFile(system, path, LARGEST_TEXT);
  if (found === undefined) return { change: { kind: "create", before: "", ...about } };
  const { status, text: before = "" } = found;
  if (status.kind === "symlink" && file.foreign === "replace") {
    return { change: { kind: "update", before: "", ...about } };
  }
  if (status.kind !== "file") return keptOther(system, file, status.kind);
  if (before === after && status.mode === mode) return {};
  const owner = ownership(path, before);
  const isNobodys = file.foreign === "replace" || isGenerated(path, before);
  if (owner === "ours" ? keeps(file, before) : !(owner === "foreign" && isNobodys)) {
    return kept(file, owner);
  }
  return { change: { kind: "update", before, ...about } };
}

/** A link to a file is as good as one; anything else in its place is not what has to be there. */
function keptOther(system: System, { path, foreign }: RenderedFile, kind: FileKind): PlannedFile {
  if (foreign === "keep" && system.stat(path)?.kind === "file") return {};
  return {
    problem: foreign === "keep"
      ? problemIn(path, `it is a ${kind}`, LEFT_ALONE, "file-obstructed")
      : keptNote(path, `it is a ${kind}`),
    kept: "other",
  };
}

function kept(file: RenderedFile, why: Ownership): PlannedFile {
  if (why === "ours" || file.foreign === "keep") return {};
  return { problem: keptNote(file.path, why), kept: why === "edited" ? "edited" : "other" };
}

const LEFT_ALONE = "it is left alone; delete it to have it written";

function keptNote(path: string, why: Ownership | string): Problem {
  const message = why === "edited"
    ? "the file was edited after simple-init wrote it"
    : why === "foreign"
    ? "somebody else wrote the file"
    : why;
  return noteOn(path, message, LEFT_ALONE, "file-left");
}

/** Removes unedited files of ours that the configuration no longer has, and the links that belong to them. */
export function planRemovals(
  system: System,
  owned: readonly OwnedFiles[],
  wanted: ReadonlySet<string>,
): Planned<FileChange | LinkChange> {
  const planned = owned.flatMap((rule) => {
    const { paths, problems } = ownPaths(system, rule);
    return [
      { changes: [], problems },
      ...paths.map((path) =>
        unlessUnreadable<Planned<FileChange | LinkChange>>(
          path,
          () =>
            wanted.has(path)
              ? planUnwantedLinks(system, rule, path, wanted)
              : planRemoval(system, rule, path),
          (problem) => ({ changes: [], problems: [problem] }),
        )
      ),
    ];
  });
  return {
    changes: planned.flatMap(({ changes }) => changes),
    problems: planned.flatMap(({ problems }) => problems),
  };
}

/** The links of a file that stays but no longer has them, as that of a port has none in a run level. */
function planUnwantedLinks(
  system: System,
  rule: OwnedFiles,
  path: string,
  wanted: ReadonlySet<string>,
): Planned<FileChange | LinkChange> {
  const unwanted = companionsOf(rule, path).filter((link) => !wanted.has(link));
  if (unwanted.length === 0 || system.lstat(path)?.kind !== "file") return NOTHING;
  return { changes: unwanted.flatMap((link) => planLinkRemoval(system, link)), problems: [] };
}

function companionsOf({ companions = [] }: OwnedFiles, path: string): string[] {
  return companions.map((link) => link.replace("{name}", basename(path)));
}

const EDITED_OR_COPIED = "simple-init wrote the file that this one was edited or copied from";

const NOTHING: Planned<FileChange | LinkChange> = { changes: [], problems: [] };

function planRemoval(system: System, rule: OwnedFiles, path: string): Planned<FileChange | LinkChange> {
  const before = plainText(system, path);
  const owner = before === undefined ? "foreign" : ownership(path, before);
  if (owner === "edited") {
    return { changes: [], problems: [noteOn(path, EDITED_OR_COPIED, "it is left alone", "file-left-over")] };
  }
  if (before === undefined || owner !== "ours") return NOTHING;
  const links = companionsOf(rule, path).flatMap((link) => planLinkRemoval(system, link));
  // The file goes last: by it a later run knows of links that could not be removed.
  const needs = links.length === 0 ? {} : { needs: links.map((link) => link.path) };
  const file = { kind: "remove", purpose: "network", path, before, after: "", mode: 0, ...needs } as const;
  return { changes: [...links, file], problems: [] };
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
  for (const rule of owned) {
    const found = ownPaths(system, rule);
    problems.push(...found.problems);
    for (const path of found.paths) {
      const report = (problem: Problem) => void problems.push(problem);
      const text = unlessUnreadable(path, () => plainText(system, path), report);
      if (text !== undefined) files.push({ path, text });
    }
  }
  return { files, problems };
}

interface FoundPaths {
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

/** What a directory has of names that match. */
function ownPaths(system: System, { directory, pattern }: OwnedFiles): FoundPaths {
  return unlessUnreadable<FoundPaths>(directory, () => {
    const names = (system.readDirectory(directory) ?? []).filter((name) => pattern.test(name));
    return { paths: names.map((name) => `${directory}/${name}`), problems: [] };
  }, (problem) => ({ paths: [], problems: [problem] }));
}

/** The text of a plain file; undefined where there is none. */
function plainText(system: System, path: string): string | undefined {
  return system.lstat(path)?.kind === "file" ? system.readText(path) : undefined;
}
