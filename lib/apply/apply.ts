/**
 * The one place that changes a file: all of a purpose's new contents are staged and synced before the first of them
 * replaces anything, so that a full disk changes nothing and a crash leaves every file either old or new.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";
import type { Problem } from "../problem.ts";
import { type System, SystemError } from "../system/system.ts";
import type { Change, FileChange, LinkChange } from "./change.ts";

export interface Applied {
  readonly done: readonly Change[];
  readonly problems: readonly Problem[];
}

/** Faults of the file system as a whole: what fails with one of them fails for every other file as well. */
const GENERAL_FAULTS = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "ENOTCAPABLE"]);

/** Faults of one file, unless the very first file has them: then it is the user who may not write here. */
const RIGHTS_FAULTS = new Set(["EACCES", "EPERM"]);

/** Makes the changes, purpose by purpose. Throws nothing: what cannot be done is a problem. */
export function applyChanges(system: System, changes: readonly Change[]): Applied {
  const progress: Progress = { done: [], problems: [], failed: new Set() };
  for (const purpose of ["image", "network", "host name", "SSH keys"] as const) {
    const staged = stageAll(system, changes.filter((change) => change.purpose === purpose), progress);
    if (staged === "general fault" || commitAll(system, staged, progress) === "general fault") break;
  }
  return { done: progress.done, problems: progress.problems };
}

interface Progress {
  readonly done: Change[];
  readonly problems: Problem[];
  /** Paths of which the change could not be made. */
  readonly failed: Set<string>;
}

/** What is staged; a general fault makes it useless to go on. */
function stageAll(
  system: System,
  changes: readonly Change[],
  progress: Progress,
): readonly Change[] | "general fault" {
  const { done, problems } = progress;
  const staged: Change[] = [];
  for (const change of changes) {
    if (isLeftOut(change, progress)) continue;
    const error = attempt(() => stage(system, change));
    if (error === undefined) {
      staged.push(change);
      continue;
    }
    const isFirst = staged.length === 0 && done.length === 0 && problems.length === 0;
    const isGeneral = GENERAL_FAULTS.has(error.code) || (isFirst && RIGHTS_FAULTS.has(error.code));
    fail(progress, error, change, isGeneral);
    for (const other of isGeneral ? [...staged, change] : [change]) attempt(() => unstage(system, other));
    if (isGeneral) return "general fault";
  }
  return staged;
}

function commitAll(
  system: System,
  staged: readonly Change[],
  progress: Progress,
): "general fault" | undefined {
  for (const change of staged) {
    const error = isLeftOut(change, progress) ? "left out" : attempt(() => commit(system, change));
    if (error === undefined) {
      progress.done.push(change);
      continue;
    }
    attempt(() => unstage(system, change));
    if (error === "left out") continue;
    // Nothing of a removal was staged, so it may be the first to notice.
    const isReadOnly = error.code === "EROFS" && change.kind.startsWith("remove");
    fail(progress, error, change, isReadOnly);
    if (isReadOnly) return "general fault";
  }
  return undefined;
}

/** What it needs has failed, and been reported. */
function isLeftOut(change: Change, { failed }: Progress): boolean {
  const isOut = "needs" in change && change.needs?.some((path) => failed.has(path)) === true;
  if (isOut) failed.add(change.path);
  return isOut;
}

function fail({ problems, failed }: Progress, error: SystemError, change: Change, isGeneral: boolean): void {
  problems.push(problemOf(error, change, isGeneral));
  failed.add(change.path);
}

function attempt(body: () => void): SystemError | undefined {
  try {
    body();
    return undefined;
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  }
}

function problemOf(error: SystemError, { path, purpose }: Change, isGeneral: boolean): Problem {
  const action = isGeneral
    ? `no more is changed until ${REMEDIES[error.code] ?? "it can be written"}`
    : `the ${purpose} is incomplete`;
  return { severity: "problem", file: path, path: "", message: error.message, action };
}

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "it is run as root",
  EPERM: "it is run as root",
  EDQUOT: "there is room again",
  ENOSPC: "there is room again",
  EROFS: "the file system is mounted for writing",
};

/** Not a name that any network stack reads: it begins with a dot and has no suffix of theirs. */
function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.simple-init`);
}

type StagedChange =
  | FileChange & { readonly kind: "create" | "update" }
  | LinkChange & { readonly kind: "make link" };

function isStaged(change: Change): change is StagedChange {
  return change.kind === "create" || change.kind === "update" || change.kind === "make link";
}

function stage(system: System, change: Change): void {
  if (change.kind === "make directory") return makeOwnDirectory(system, change);
  if (!isStaged(change)) return;
  makeParents(system, dirname(change.path));
  const temporary = temporaryPath(change.path);
  if (system.lstat(temporary) !== undefined) system.remove(temporary);
  if (change.kind === "make link") return system.makeLink(change.target, temporary);
  system.createFile(temporary, change.after, change.mode);
  if (change.owner !== undefined) system.changeOwner(temporary, change.owner.uid, change.owner.gid);
}

function unstage(system: System, change: Change): void {
  if (isStaged(change) || change.kind === "make directory") system.remove(temporaryPath(change.path));
}

function commit(system: System, change: Change): void {
  if (isStaged(change)) system.rename(temporaryPath(change.path), change.path);
  else if (change.kind === "remove" || change.kind === "remove link") system.remove(change.path);
  else if (change.kind === "set kernel host name") system.writeInto(change.path, change.after);
}

function makeOwnDirectory(system: System, change: Extract<Change, { kind: "make directory" }>): void {
  makeParents(system, dirname(change.path));
  if (change.owner === undefined) return system.makeDirectory(change.path, change.mode);
  // Under its own name it must never be seen without its owner, who could not use it, nor would a later run touch it.
  const temporary = temporaryPath(change.path);
  if (system.lstat(temporary) !== undefined) system.remove(temporary);
  system.makeDirectory(temporary, change.mode);
  system.changeOwner(temporary, change.owner.uid, change.owner.gid);
  system.rename(temporary, change.path);
}

function makeParents(system: System, path: string): void {
  if (system.stat(path) !== undefined) return;
  makeParents(system, dirname(path));
  system.makeDirectory(path, 0o755);
}
