/**
 * Files that belong to the operator and of which this program keeps a line or two.
 *
 * @module
 */
import { type Problem, problemIn } from "../problem.ts";
import { findFile, type FoundFile } from "../system/plain_file.ts";
import { type Files, type FileStatus, LARGEST_TEXT, type Owner } from "../system/system.ts";
import type { FileChange, Purpose } from "./change.ts";
import type { Home } from "./home.ts";
import { unlessUnreadable } from "./unreadable.ts";

export interface EditedFile {
  readonly path: string;
  readonly purpose: Purpose;
  /** For a new file, and to be forced on an old one; undefined: 0644 for a new one, an old one keeps its own. */
  readonly mode?: number;
  /** For a new file; an old one keeps its own. */
  readonly owner?: Owner;
  /** Its path where it is read, if that is another one. */
  readonly at?: string;
  /** As in {@link FileChange}. */
  readonly home?: Home;
  readonly needs?: readonly string[];
  /** What is there, if somebody has looked. */
  readonly found?: FoundFile | undefined;
  /** The text as it should be, from the text as it is; undefined where there is no file. */
  readonly edit: (before: string | undefined) => string;
}

/**
 * The change that an edit makes, none, or a problem where the file is not one that can be edited. Without `files` there is
 * none yet.
 */
export function planEdit(files: Files | undefined, file: EditedFile): FileChange | Problem | undefined {
  return unlessUnreadable<FileChange | Problem | undefined>(
    file.path,
    () => planReadable(files, file),
    (problem) => problem,
  );
}

function planReadable(files: Files | undefined, file: EditedFile): FileChange | Problem | undefined {
  const { path, purpose } = file;
  const found = file.found ?? (files && findFile(files, file.at ?? path, LARGEST_TEXT));
  const { text: before, status } = found ?? {};
  if (status !== undefined && status.kind !== "file") return untouchable(path, `it is a ${status.kind}`);
  if (before?.includes("\ufffd")) return untouchable(path, "it has bytes that are not UTF-8");
  const after = file.edit(before);
  const mode = file.mode ?? status?.mode ?? 0o644;
  if (before === after && status?.mode === mode) return undefined;
  const owner = status === undefined ? file.owner : ownerOf(status);
  return {
    kind: before === undefined ? "create" : "update",
    purpose,
    path,
    before: before ?? "",
    after,
    mode,
    ...(owner === undefined ? {} : { owner }),
    ...(file.home === undefined ? {} : { home: file.home }),
    ...(file.needs === undefined ? {} : { needs: file.needs }),
  };
}

function ownerOf(status: FileStatus): Owner | undefined {
  return status.uid === 0 && status.gid === 0 ? undefined : { uid: status.uid, gid: status.gid };
}

function untouchable(file: string, message: string): Problem {
  return problemIn(file, message, "it is left alone", "file-not-editable");
}
