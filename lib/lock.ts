/**
 * That two runs at once do not mix.
 *
 * @module
 */
import { type Files, SystemError } from "./system/system.ts";

/** Made for the time of a run: nobody else can open it, and whoever cannot open it cannot hold its lock. */
const LOCK = ".lock.simple-init";

/**
 * On the machine itself; a root that is a tree gets the lock at its top. From when it is there, udev's rules have a card or a
 * drive that comes used by a unit of its own.
 */
export const RUNTIME_DIRECTORY = "/run/simple-init";

/** Whether a tree has the lock of a run, of one that was killed as well: whoever takes it next removes it. */
export function hasLock(tree: Files): boolean {
  return tree.lstat(`/${LOCK}`) !== undefined;
}

/**
 * Takes the lock of a root. Returns the call that gives it back, or undefined when another run still has it after `waitMs`.
 * Where nothing can be made, the lock is the root directory's. Throws {@link SystemError}.
 */
export function takeLock(files: Files, isMachine: boolean, waitMs: number): (() => void) | undefined {
  const path = isMachine ? `${RUNTIME_DIRECTORY}/${LOCK}` : `/${LOCK}`;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (!isMade(files, path, isMachine)) return files.lock("/", waitMs);
    const release = ifThere(() => files.lock(path, waitMs));
    if (release === "gone") continue;
    return release && (() => {
      // Whoever waits notices, and makes its own.
      ifThere(() => files.remove(path));
      release();
    });
  }
  return undefined;
}

/** Between making it and locking it another run may have ended, and removed it. */
const MOST_TRIES = 1000;

/** False as well for what somebody else has put in its place. */
function isMade(files: Files, path: string, isMachine: boolean): boolean {
  try {
    if (isMachine) files.makeDirectory(RUNTIME_DIRECTORY, 0o700);
    files.makeDirectory(path, 0o700);
    const status = files.lstat(path);
    if (status === undefined) return true;
    const isTrusted = status.uid === 0 || status.uid === files.stat("/")?.uid;
    return status.kind === "directory" && (status.mode & 0o077) === 0 && isTrusted;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

function ifThere<T>(body: () => T): T | "gone" {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError && error.code === "ENOENT") return "gone";
    throw error;
  }
}
