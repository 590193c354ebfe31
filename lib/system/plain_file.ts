/**
 * What is at a path, and the text of what is a plain file, by one look.
 *
 * @module
 */
import { type Files, type FileStatus, SystemError } from "./system.ts";

export interface FoundFile {
  readonly status: FileStatus;
  /** Undefined for what is no plain file. */
  readonly text: string | undefined;
}

/**
 * What is at a path, and not what a link there leads to; undefined where there is nothing. Throws {@link SystemError} as
 * `readFile` does, but for what is no plain file.
 */
export function findFile(files: Files, path: string, limit: number): FoundFile | undefined {
  try {
    return files.readFile(path, limit);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const status = files.lstat(path);
    if (status === undefined || status.kind === "file") throw error;
    return { status, text: undefined };
  }
}
