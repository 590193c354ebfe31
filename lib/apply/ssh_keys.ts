/**
 * SSH keys of the drive, added to a user's `authorized_keys`.
 *
 * @module
 */
import { join } from "@std/path";
import { problemIn } from "../problem.ts";
import { keyDataOf } from "../ssh_key.ts";
import type { System } from "../system/system.ts";
import type { Change, Owner } from "./change.ts";
import type { Planned } from "./network_files.ts";
import { planEdit } from "./text_file.ts";
import { unlessUnreadable } from "./unreadable.ts";

/** The changes that let the keys in. Keys that are there stay; one that is there already is not added again. */
export function planSshKeys(system: System, user: string, keys: readonly string[]): Planned<Change> {
  if (keys.length === 0) return { changes: [], problems: [] };
  return unlessUnreadable<Planned<Change>>(
    PASSWD,
    () => planAccount(system, user, findAccount(system.readText(PASSWD) ?? "", user), keys),
    (fault) => ({ changes: [], problems: [fault] }),
  );
}

const PASSWD = "/etc/passwd";

function planAccount(
  system: System,
  user: string,
  account: Account | undefined,
  keys: readonly string[],
): Planned<Change> {
  if (account === undefined) {
    const message = `there is no user "${user}" with a home`;
    return { changes: [], problems: [problemIn(PASSWD, message, "the SSH keys are left out")] };
  }
  const directory = join(account.home, ".ssh");
  const fault = account.owner === undefined ? undefined : directoryFault(system, directory, account.owner);
  if (fault !== undefined) {
    return { changes: [], problems: [problemIn(directory, fault, "the SSH keys are left out")] };
  }
  const edit = planEdit(system, {
    path: join(directory, "authorized_keys"),
    purpose: "SSH keys",
    mode: 0o600,
    ...(account.owner === undefined ? {} : { owner: account.owner }),
    needs: [directory],
    edit: (before) => addKeys(before ?? "", keys),
  });
  if (edit === undefined) return { changes: [], problems: [] };
  if (!("kind" in edit)) return { changes: [], problems: [edit] };
  return { changes: [...planDirectory(system, directory, account.owner), edit], problems: [] };
}

/** The text of `authorized_keys` with the keys that are not in it yet at its end. */
export function addKeys(text: string, keys: readonly string[]): string {
  const present = new Set(text.split("\n").map(keyDataOf));
  const missing = keys.filter((key) => !present.has(keyDataOf(key)) && present.add(keyDataOf(key)));
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return missing.length === 0 ? text : `${start}${missing.join("\n")}\n`;
}

interface Account {
  readonly home: string;
  readonly owner: Owner | undefined;
}

/** A user of `passwd(5)`. Root's home needs no entry. */
function findAccount(passwd: string, user: string): Account | undefined {
  const fields = passwd.split("\n").map((line) => line.split(":")).find(([name]) => name === user);
  if (fields === undefined) return user === "root" ? { home: "/root", owner: undefined } : undefined;
  const [uid, gid] = [Number(fields[2]), Number(fields[3])];
  const home = fields[5] ?? "";
  if (!home.startsWith("/") || !Number.isInteger(uid) || !Number.isInteger(gid)) return undefined;
  return { home, owner: uid === 0 && gid === 0 ? undefined : { uid, gid } };
}

/** A user could make root write elsewhere; nobody but the user and root shall decide where the keys are. */
function directoryFault(system: System, path: string, { uid }: Owner): string | undefined {
  const status = system.lstat(path);
  if (status === undefined) return undefined;
  if (status.kind !== "directory") return `it is a ${status.kind}`;
  return status.uid === uid || status.uid === 0
    ? undefined
    : `it belongs to the user with the number ${status.uid}`;
}

function planDirectory(system: System, path: string, owner: Owner | undefined): Change[] {
  if (system.stat(path) !== undefined) return [];
  const common = { kind: "make directory", purpose: "SSH keys", path, mode: 0o700 } as const;
  return [owner === undefined ? common : { ...common, owner }];
}
