/**
 * What an attack may have done to a machine, and what it must not.
 *
 * @module
 */
import { ownership } from "../../lib/apply/marker.ts";
import { isReadByOthers, isTemporary, LOCK } from "./stack_readers.ts";
import { differences, type Entry, isSame, type Snapshot } from "./snapshot.ts";

export interface Trial {
  readonly before: Snapshot;
  /** What an undisturbed boot makes of it. */
  readonly after: Snapshot;
  readonly found: Snapshot;
  /** Undefined: it was killed, so it has said nothing. */
  readonly status: number | undefined;
  /**
   * Something could not be read, so that another configuration than `after` may be right: files of simple-init's own may
   * then be other ones (`other`), if the exit status says so, or be gone as their interface seemed to be (`gone`). What
   * was not finished may be `left` where the program had not even the memory to go on.
   */
  readonly allowed: ReadonlySet<"other" | "gone" | "left">;
}

export interface Verdict {
  readonly faults: readonly string[];
  /** Files of simple-init's own that are whole, and neither old nor new. */
  readonly others: number;
}

/** Everything is old or new, nothing is lost, nothing unfinished is read, and the exit status is true. */
export function judge(trial: Trial): Verdict {
  const { before, after, found, status } = trial;
  const paths = [...new Set([...before.keys(), ...found.keys()])];
  const verdicts = paths.map((path) => [path, judgePath(trial, path)] as const);
  const faults = verdicts.flatMap(([path, verdict]) =>
    verdict === "right" || verdict === "other" ? [] : [`${path} ${verdict}`]
  );
  const missing = differences(found, after).filter((path) => !isTemporary(path));
  if (status === 0 && missing.length > 0 && !trial.allowed.has("gone")) {
    faults.push(`exit status 0 although ${missing[0]} is not as it should be`);
  }
  return { faults, others: verdicts.filter(([, verdict]) => verdict === "other").length };
}

function judgePath({ before, after, found, status, allowed }: Trial, path: string): string {
  const [old, fresh, now] = [before.get(path), after.get(path), found.get(path)];
  if (now !== undefined && isTemporary(path)) {
    if (isReadByOthers(path)) return "is not finished and yet read by others";
    // Only who holds the lock may remove it.
    return status === undefined || allowed.has("left") || path === LOCK
      ? "right"
      : "was left behind unfinished";
  }
  if (isSame(now, old) || isSame(now, fresh)) return "right";
  const isOurs = (entry: Entry | undefined) => entry === undefined || isOwn(path, entry);
  const mayDiffer = allowed.has("gone") || (allowed.has("other") && status === 1);
  if (now === undefined) return allowed.has("gone") && isOurs(old) ? "other" : "is lost";
  const isWhole = isOurs(now) ? isOurs(old) : keepsLines(old, now);
  return mayDiffer && isWhole ? "other" : "is neither old nor new";
}

const OUR_LINE = /# simple-init$/;

/** A file of others has still all of its lines, but for those that simple-init had put there. */
export function keepsLines(old: Entry | undefined, now: Entry): boolean {
  const lines = new Set(linesOf(now));
  return now.kind === "file" && linesOf(old).every((line) => OUR_LINE.test(line) || lines.has(line));
}

function linesOf(entry: Entry | undefined): string[] {
  return entry === undefined ? [] : new TextDecoder().decode(entry.bytes).split("\n");
}

/** The records that boots leave for those that come, without the directory's slash before them. */
const RECORD = /^var\/lib\/simple-init\/[a-z]+\.json$/;

/** Whether a file is one that only this program writes, although it has no marker. */
export function isRecord(path: string): boolean {
  return RECORD.test(path);
}

const ADDED_KEYS = /^var\/lib\/simple-init\/\.?keys\.json(?:\.simple-init)?$/;

/**
 * What is not as an undisturbed boot leaves it, once another boot has made up for what it could: a key that was added and
 * could not be recorded may be an operator's for all that anybody knows, and stays unrecorded; and a directory that was made for a
 * file which is gone again may be somebody else's by now, and stays.
 */
export function lastingDifferences(found: Snapshot, wanted: Snapshot): string[] {
  const isLeft = (path: string) => !wanted.has(path) && isEmptied(found, path);
  return differences(found, wanted).filter((path) => !ADDED_KEYS.test(path) && !isLeft(path));
}

/** A directory with nothing but directories in it, as they are made. */
function isEmptied(found: Snapshot, path: string): boolean {
  const below = [...found].filter(([other]) => other === path || other.startsWith(`${path}/`));
  return below.length > 0 &&
    below.every(([, { kind, mode, uid, gid }]) =>
      kind === "directory" && mode === 0o755 && uid === 0 && gid === 0
    );
}

/** A whole file of simple-init's own, or a link or directory, which have no marker. */
function isOwn(path: string, { kind, bytes }: Entry): boolean {
  return kind === "symlink" || kind === "directory" || isRecord(path) ||
    (kind === "file" && ownership(`/${path}`, new TextDecoder().decode(bytes)) === "ours");
}
