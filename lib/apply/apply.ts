/**
 * The one place that changes a file: all of a purpose's new contents are staged and synced before the first of them
 * replaces anything, so that a full disk changes nothing and a crash leaves every file either old or new.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";
import { type Problem, problemIn } from "../problem.ts";
import { type System, SystemError } from "../system/system.ts";
import type { Change, FileChange, LinkChange } from "./change.ts";
import { makeParents, openTargets, type Target, type Targets } from "./target.ts";

export interface Applied {
  readonly done: readonly Change[];
  readonly problems: readonly Problem[];
}

/** Faults of a file system as a whole: nothing of the same purpose is changed then. */
const GENERAL_FAULTS = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "ENOTCAPABLE"]);

/** Faults of one file, unless every file has them: then it is the user who may not write here. */
const RIGHTS_FAULTS = new Set(["EACCES", "EPERM"]);

/**
 * Makes the changes, purpose by purpose: another one may be on another file system. Throws nothing: what cannot be done
 * is a problem.
 */
export function applyChanges(system: System, changes: readonly Change[]): Applied {
  const applying = startApplying(system);
  applying.apply(changes);
  return applying.end();
}

/** The same in parts, of which the last one may be planned when the first is on the disk. */
export interface Applying {
  apply(changes: readonly Change[]): void;
  /** What was done, of all parts. */
  end(): Applied;
}

export function startApplying(system: System): Applying {
  const progress: Progress = { done: [], failures: [], undone: new Set() };
  return {
    apply: (changes) => applyPart(system, changes, progress),
    end: () => ({ done: progress.done, problems: problemsOf(progress) }),
  };
}

function applyPart(system: System, changes: readonly Change[], progress: Progress): void {
  const targets = openTargets(system);
  for (const purpose of ["image", "network", "host name", "SSH keys", "state"] as const) {
    const staged = stageAll(targets, changes.filter((change) => change.purpose === purpose), progress);
    commitAll(targets, staged, progress);
  }
  targets.close();
}

interface Progress {
  readonly done: Change[];
  readonly failures: Failure[];
  /** Paths of changes that could not be made, or were left out. */
  readonly undone: Set<string>;
}

interface Failure {
  readonly error: SystemError;
  readonly change: Change;
  /** Nothing more of the purpose is tried. */
  readonly isGeneral: boolean;
  /** How many changes were made before it. */
  readonly doneBefore: number;
}

/** What is staged; nothing after a general fault. */
function stageAll(targets: Targets, changes: readonly Change[], progress: Progress): readonly Change[] {
  const staged: Change[] = [];
  for (const change of changes) {
    if (isLeftOut(change, progress)) {
      progress.undone.add(change.path);
      continue;
    }
    const error = attempt(() => stage(targets.of(change), change));
    if (error === undefined) {
      staged.push(change);
      continue;
    }
    const isGeneral = GENERAL_FAULTS.has(error.code);
    progress.failures.push({ error, change, isGeneral, doneBefore: progress.done.length });
    for (const other of isGeneral ? [...staged, change] : [change]) {
      attempt(() => unstage(targets.of(other), other));
    }
    for (const { path } of isGeneral ? changes : [change]) progress.undone.add(path);
    if (isGeneral) return [];
  }
  return staged;
}

function commitAll(targets: Targets, staged: readonly Change[], progress: Progress): void {
  for (const [index, change] of staged.entries()) {
    const error = isLeftOut(change, progress)
      ? "left out"
      : attempt(() => commit(targets.of(change), change));
    if (error === undefined) {
      progress.done.push(change);
      continue;
    }
    attempt(() => unstage(targets.of(change), change));
    progress.undone.add(change.path);
    if (error === "left out") continue;
    // Nothing of a removal was staged, so it may be the first to notice.
    const isGeneral = error.code === "EROFS" && change.kind.startsWith("remove");
    progress.failures.push({ error, change, isGeneral, doneBefore: progress.done.length });
    if (!isGeneral) continue;
    for (const other of staged.slice(index + 1)) {
      attempt(() => unstage(targets.of(other), other));
      progress.undone.add(other.path);
    }
    return;
  }
}

/** What it needs could not be made, and the reason has been reported. */
function isLeftOut(change: Change, { undone }: Progress): boolean {
  return "needs" in change && change.needs.some((path) => undone.has(path));
}

/** Faults of one cause are reported once. */
function problemsOf({ done, failures }: Progress): Problem[] {
  const mayNothing = done.length === 0 && failures.every(({ error }) => RIGHTS_FAULTS.has(error.code));
  if (mayNothing) {
    return failures.slice(0, 1).map((failure) => problemOf(failure, "no more is changed until"));
  }
  const isEnd = ({ isGeneral, doneBefore }: Failure) => isGeneral && doneBefore === done.length;
  return failures.flatMap((failure, index) => {
    if (!failure.isGeneral) return problemOf(failure);
    if (!isEnd(failure)) {
      return problemOf(failure, `${said(failure, "left as it is", "left as they are")} until`);
    }
    const isSaid = failures.slice(0, index).some((other) =>
      isEnd(other) && other.error.code === failure.error.code
    );
    return isSaid ? [] : problemOf(failure, "no more is changed until");
  });
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

function problemOf(failure: Failure, until?: string): Problem {
  const { error, change: { path } } = failure;
  const action = until === undefined
    ? said(failure, "incomplete")
    : `${until} ${REMEDIES[error.code] ?? "it can be written"}`;
  return problemIn(path, error.message, action, "change-failed");
}

/** `the network is incomplete`, `the SSH keys are incomplete` */
function said({ change: { purpose } }: Failure, ofOne: string, ofMany: string = ofOne): string {
  return `the ${purpose} ${purpose === "SSH keys" ? `are ${ofMany}` : `is ${ofOne}`}`;
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

function stage(target: Target, change: Change): void {
  const { files, path } = target;
  if (change.kind === "make directory") return makeOwnDirectory(target, change);
  if (!isStaged(change)) return;
  makeParents(files, dirname(path));
  const temporary = temporaryPath(path);
  if (files.lstat(temporary) !== undefined) files.remove(temporary);
  if (change.kind === "make link") return files.makeLink(change.target, temporary);
  if (change.home !== undefined) expectUnchanged(target, change);
  files.createFile(temporary, change.after, change.mode, change.owner);
}

/** The text that was planned with may have been another file's, by a name that was exchanged. */
function expectUnchanged({ files, path }: Target, { before, path: named }: FileChange): void {
  const { text = "" } = files.readFile(path, before.length * BYTES_OF_CHARACTER) ?? {};
  if (text !== before) throw new SystemError("ESTALE", "change", named);
}

/** UTF-8, at most, of a UTF-16 code unit. */
const BYTES_OF_CHARACTER = 3;

function unstage({ files, path }: Target, change: Change): void {
  if (isStaged(change) || change.kind === "make directory") files.remove(temporaryPath(path));
}

function commit({ files, path }: Target, change: Change): void {
  if (isStaged(change)) files.rename(temporaryPath(path), path);
  else if (change.kind === "remove" || change.kind === "remove link") files.remove(path);
  else if (change.kind === "set kernel host name") files.writeInto(path, change.after);
}

function makeOwnDirectory(
  { files, path }: Target,
  change: Extract<Change, { kind: "make directory" }>,
): void {
  makeParents(files, dirname(path));
  if (change.owner === undefined) return files.makeDirectory(path, change.mode);
  // Under its own name it must never be seen without its owner, who could not use it, nor would a later run touch it.
  const temporary = temporaryPath(path);
  if (files.lstat(temporary) !== undefined) files.remove(temporary);
  files.makeDirectory(temporary, change.mode, change.owner);
  files.rename(temporary, path);
}
