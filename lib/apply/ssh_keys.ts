/**
 * SSH keys of the drive, added to a user's `authorized_keys`.
 *
 * @module
 */
import { join } from "@std/path";
import { isObject } from "../json.ts";
import { type Problem, problemIn } from "../problem.ts";
import { KEY_DATA_START, keyDataOf } from "../ssh_key.ts";
import { isSameMachine, type Machine } from "../state/machine.ts";
import { isTexts, planRecord, readRecord } from "../state/record.ts";
import type { OpenDirectory, Owner, System } from "../system/system.ts";
import type { Change } from "./change.ts";
import { type Home, KEY_DIRECTORY, keyDirectoryFault, openHome, OTHERS_WRITE, ownerFault } from "./home.ts";
import type { Planned } from "./network_files.ts";
import * as parts from "./parts.ts";
import { planEdit } from "./text_file.ts";
import { unlessUnreadable } from "./unreadable.ts";

/** The keys that this program added, by user: of them none is added a second time, and none stays on another machine. */
const RECORD = "keys.json";

type AddedKeys = Readonly<Record<string, readonly string[]>>;

/**
 * The changes that let the keys in. Keys that are there stay, but for those that were added on another machine, as on the
 * one that a snapshot was taken of. A key that was added once and that somebody took away stays away.
 */
export function planSshKeys(
  system: System,
  user: string,
  keys: readonly string[],
  machine: Machine,
): Planned<Change> {
  const { file, kept, problems } = readRecord(system, RECORD, readAdded);
  const isOthers = kept !== undefined && !isSameMachine(kept.machine, machine);
  const added = kept?.value ?? {};
  const edits = isOthers
    ? [...new Set([user, ...Object.keys(added)])].map((name) => ({
      user: name,
      keys: name === user ? keys : [],
      withdrawn: (added[name] ?? []).filter((line) => name !== user || !keys.includes(line)),
      taken: (added[name] ?? []).filter((line) => name === user && keys.includes(line)),
      known: [],
    }))
    : [{ user, keys, withdrawn: [], taken: [], known: added[user] ?? [] }];
  const planned = edits.map((edit) => planUser(system, edit));
  const isAsked = keys.length > 0 || isOthers;
  const value = Object.fromEntries([
    ...Object.entries(isOthers ? {} : added),
    ...planned.flatMap(({ user, added }) => added.length === 0 ? [] : [[user, added] as const]),
  ]);
  // What could not be withdrawn is tried again by the next run, which must still know whose it was. What could not be read
  // may have other keys.
  const isLeft = (isOthers && planned.some(({ problems }) => problems.length > 0)) ||
    problems.some(({ severity }) => severity === "problem");
  const paths = planned.flatMap(({ changes }) => changes.map(({ path }) => path));
  const record = Object.keys(value).length === 0 ? undefined : { machine, value };
  return {
    changes: [
      ...planned.flatMap(({ changes }) => changes),
      ...(isAsked && !isLeft ? planRecord(system, RECORD, record, paths, file) : []),
    ],
    problems: [...problems, ...planned.flatMap(({ problems }) => problems)],
  };
}

/** The changes that take the keys out which this program has added, for whomever it was. */
export function planNoSshKeys(system: System): Planned<Change> {
  const { file, kept, problems } = readRecord(system, RECORD, readAdded);
  if (kept === undefined) return { changes: [], problems };
  const planned = Object.entries(kept.value).map(([user, withdrawn]) =>
    planUser(system, { user, keys: [], withdrawn, taken: [], known: [] })
  );
  const paths = planned.flatMap(({ changes }) => changes.map(({ path }) => path));
  return {
    changes: [
      ...planned.flatMap(({ changes }) => changes),
      ...planRecord(system, RECORD, undefined, paths, file),
    ],
    problems: [...problems, ...planned.flatMap(({ problems }) => problems)],
  };
}

function readAdded(json: unknown): AddedKeys | undefined {
  if (!isObject(json)) return undefined;
  const entries = Object.entries(json).filter((entry): entry is [string, readonly string[]] =>
    isTexts(entry[1])
  );
  return Object.fromEntries(entries);
}

interface KeyEdit {
  readonly user: string;
  /** Those of the drive. */
  readonly keys: readonly string[];
  /** Lines to take out. */
  readonly withdrawn: readonly string[];
  /** Lines that were added on another machine, and are keys of this one as well. */
  readonly taken: readonly string[];
  /** Lines that were added before, whether they are there or not. */
  readonly known: readonly string[];
}

interface PlannedKeys extends Planned<Change> {
  readonly user: string;
  /** All lines that will have been added. */
  readonly added: readonly string[];
}

const PASSWD = "/etc/passwd";
const KEY_FILE = "authorized_keys";

function planUser(system: System, edit: KeyEdit): PlannedKeys {
  const { user, keys, withdrawn, known } = edit;
  if (keys.length === 0 && withdrawn.length === 0) return { user, added: known, changes: [], problems: [] };
  return unlessUnreadable<PlannedKeys>(
    PASSWD,
    () => planAccount(system, edit, findAccount(system.readText(PASSWD) ?? "", user)),
    (fault) => ({ user, added: known, changes: [], problems: [fault] }),
  );
}

function planAccount(system: System, edit: KeyEdit, account: Account | undefined): PlannedKeys {
  const failed = (...problems: Problem[]) => ({ user: edit.user, added: edit.known, changes: [], problems });
  const leftOut = (file: string, fault: string) =>
    failed(problemIn(file, fault, "the SSH keys are left out", "ssh-keys-left-out"));
  if (account === undefined) {
    return edit.keys.length === 0 ? failed() : leftOut(PASSWD, `there is no user "${edit.user}" with a home`);
  }
  const home = openHome(system, account);
  if (home === undefined && account.uid !== 0) return leftOut(account.path, "there is no such directory");
  if (home !== undefined && "fault" in home) return leftOut(account.path, home.fault);
  const there = home?.lstat(KEY_DIRECTORY);
  const keys = there?.kind === "directory" ? home?.open(KEY_DIRECTORY) : undefined;
  home?.close();
  const status = keys?.status() ?? there;
  const fault = status && keyDirectoryFault(status, account.uid);
  const planned = fault === undefined
    ? planKeys(system, edit, account, keys, failed)
    : leftOut(join(account.path, KEY_DIRECTORY), fault);
  keys?.close();
  return planned;
}

/** What changes below a home whose directory of keys is open, if there is one. */
function planKeys(
  system: System,
  edit: KeyEdit,
  account: Account,
  keys: OpenDirectory | undefined,
  failed: (...problems: Problem[]) => PlannedKeys,
): PlannedKeys {
  const { user, known } = edit;
  const directory = join(account.path, KEY_DIRECTORY);
  const home: Home = { path: account.path, uid: account.uid, keys: keys?.status() };
  const owner = account.uid === 0 && account.gid === 0
    ? {}
    : { owner: { uid: account.uid, gid: account.gid } };
  const path = join(directory, KEY_FILE);
  const there = keys?.lstat(KEY_FILE);
  if (edit.keys.length === 0 && there === undefined) return failed();
  const fault = there && ownerFault(there, account.uid);
  if (fault !== undefined) {
    return failed(
      problemIn(path, `${fault}, for which sshd ignores it`, "it is left alone", "ssh-keys-left-out"),
    );
  }
  let added = known;
  const planned = planEdit(keys, {
    path,
    at: KEY_FILE,
    purpose: "SSH keys",
    // The user has to be able to read a file of root's as well.
    mode: there === undefined || there.uid === account.uid ? 0o600 : there.mode & ~OTHERS_WRITE,
    ...owner,
    home,
    needs: [directory],
    edit: (before = "") => {
      const hasExpired = /expiry-time/i.test(before) ? parts.expiry().expiredLines(system) : undefined;
      const edited = editKeys(before, edit, hasExpired);
      added = edited.added;
      return edited.text;
    },
  });
  if (planned === undefined) return { user, added, changes: [], problems: [] };
  if (!("kind" in planned)) return failed(planned);
  const made = {
    kind: "make directory",
    purpose: "SSH keys",
    path: directory,
    mode: 0o700,
    ...owner,
    home,
  } as const;
  return { user, added, changes: [...(keys === undefined ? [made] : []), planned], problems: [] };
}

/**
 * The text of `authorized_keys` without the withdrawn lines, and at its end the keys that are neither in it nor known from
 * before; and all that this program added. A line that has expired lets nobody in and is not counted. A key that was there already is not: it may be an operator's, who would lose it on
 * another machine.
 */
export function editKeys(
  text: string,
  { keys, withdrawn, taken, known }: Omit<KeyEdit, "user">,
  hasExpired: (line: string) => boolean = () => false,
): { readonly text: string; readonly added: readonly string[] } {
  const gone = new Set(withdrawn);
  const kept = gone.size === 0 ? text : text.split("\n").filter((line) => !gone.has(line)).join("\n");
  const lines = kept.split("\n").filter((line) => line.includes(KEY_DATA_START));
  const alive = lines.filter((line) => !hasExpired(line));
  const present = new Set([...alive, ...known].map(keyDataOf));
  const missing = keys.filter((key) => !present.has(keyDataOf(key)) && present.add(keyDataOf(key)));
  const start = kept === "" || kept.endsWith("\n") ? kept : `${kept}\n`;
  return {
    text: missing.length === 0 ? kept : `${start}${missing.join("\n")}\n`,
    added: [...known, ...taken.filter((line) => lines.includes(line)), ...missing],
  };
}

/** A user whose home, `path`, is known. */
type Account = Pick<Home, "path" | "uid"> & Owner;

/** A user of `passwd(5)`. Root's home needs no entry. */
function findAccount(passwd: string, user: string): Account | undefined {
  const fields = passwd.split("\n").map((line) => line.split(":")).find(([name]) => name === user);
  if (fields === undefined) return user === "root" ? { path: "/root", uid: 0, gid: 0 } : undefined;
  const [uid, gid] = [Number(fields[2]), Number(fields[3])];
  const path = fields[5] ?? "";
  if (!path.startsWith("/") || !Number.isInteger(uid) || !Number.isInteger(gid)) return undefined;
  return { path, uid, gid };
}
