/**
 * The host name: `/etc/hostname`, `/etc/hosts` and the running kernel.
 *
 * @module
 */
import { shortHostName } from "../host_name.ts";
import type { Ip } from "../ip.ts";
import { noteOn, type Problem, quote } from "../problem.ts";
import { isSameMachine, type Machine } from "../state/machine.ts";
import { type Kept, planRecord, type ReadRecord, readRecord, STATE_DIRECTORY } from "../state/record.ts";
import { findFile } from "../system/plain_file.ts";
import { LARGEST_TEXT, type System } from "../system/system.ts";
import { type Change, type FileChange, KERNEL_HOST_NAME } from "./change.ts";
import { editHosts, mappedName, withoutOurLine } from "./hosts.ts";
import type { Planned } from "./network_files.ts";
import { type EditedFile, planEdit } from "./text_file.ts";
import { unlessUnreadable } from "./unreadable.ts";

/** The name that was set last, to tell an operator's choice from our own. */
const RECORD = "hostname.json";
const HOST_NAME_FILE = "/etc/hostname";
const HOSTS = "/etc/hosts";

export interface HostNameOptions {
  /** With its domain, where there is one; undefined: the drive says none. */
  readonly name: string | undefined;
  /** What the name should resolve to; `unknown`: what it does already. */
  readonly address: Ip | "unknown" | undefined;
  readonly machine: Machine;
  /** The kernel's name is this machine's own: not below another root. */
  readonly kernel: boolean;
}

/**
 * The changes that give the machine its name, unless an operator has changed the one that was set before. A name that was
 * set on another machine, as on the one that a snapshot was taken of, is no operator's; without a new one it goes.
 */
export function planHostName(system: System, options: HostNameOptions): Planned<Change> {
  const { name, machine } = options;
  const read = readRecord(system, RECORD, readName);
  const { kept } = read;
  const problems = [...read.problems];
  const isOthers = kept !== undefined && !isSameMachine(kept.machine, machine);
  const planned = name !== undefined
    ? planName(system, { ...options, name }, read, isOthers ? undefined : lastName(system, kept, problems))
    : isOthers
    ? planWithdrawal(system, kept.value, options.kernel, read)
    : { changes: [], problems: [] };
  return { changes: planned.changes, problems: [...problems, ...planned.problems] };
}

/**
 * The name that was set last. Where the record is lost, our line in `/etc/hosts` tells it as well.
 *
 * @param problems what is wrong with that file is added to them
 */
function lastName(
  system: System,
  kept: Kept<string> | undefined,
  problems: Problem[],
): string | undefined {
  if (kept !== undefined) return kept.value;
  const hosts = unlessUnreadable(HOSTS, () => readPlain(system, HOSTS), (problem) => {
    problems.push(problem);
    return undefined;
  });
  const mapped = mappedName(hosts ?? "");
  return mapped === undefined ? undefined : shortHostName(mapped);
}

/** The changes that take the name away which this program has set, if it is still there. The kernel keeps its own. */
export function planNoHostName(system: System): Planned<Change> {
  const read = readRecord(system, RECORD, readName);
  const problems = [...read.problems];
  const last = lastName(system, read.kept, problems);
  if (last === undefined) return { changes: [], problems };
  const planned = planWithdrawal(system, last, false, read);
  return { changes: planned.changes, problems: [...problems, ...planned.problems] };
}

function readName(json: unknown): string | undefined {
  return typeof json === "string" ? json : undefined;
}

function planName(
  system: System,
  { name, address, machine, kernel }: HostNameOptions & { readonly name: string },
  { file }: ReadRecord<string>,
  last: string | undefined,
): Planned<Change> {
  const wanted = shortHostName(name);
  const found = findFile(system, HOST_NAME_FILE, LARGEST_TEXT);
  const current = nameIn(found?.text ?? "");
  const isChosen = last !== undefined && current !== undefined && current !== last && current !== wanted;
  if (isChosen) return { changes: [], problems: [operatorsName(current, wanted)] };
  const edit = (file: Omit<EditedFile, "purpose">) => planEdit(system, { purpose: "host name", ...file });
  const own = edit({
    path: HOST_NAME_FILE,
    found,
    edit: (text = "") => nameIn(text) === wanted ? text : `${wanted}\n`,
  });
  // Where the name itself is not set, a later run would take the old one for an operator's choice, by either of them.
  const needs = [HOST_NAME_FILE];
  const hosts = isProblem(own) && current !== undefined
    ? undefined
    : edit({ path: HOSTS, edit: (text) => editHosts(text, name, address), needs });
  const record = isProblem(own) ? [] : planRecord(system, RECORD, { machine, value: wanted }, needs, file);
  const edits = [own, hosts].filter((planned) => planned !== undefined);
  return {
    changes: [
      ...edits.flatMap((planned) => isProblem(planned) ? [] : planned),
      ...(kernel ? planKernelName(system, wanted) : []),
      ...record,
    ],
    problems: edits.filter(isProblem),
  };
}

/** What a machine without a name has by `hostname(5)` of systemd. */
const NO_NAME = "localhost";

/** Takes another machine's name away, where it is still there. */
function planWithdrawal(
  system: System,
  name: string,
  kernel: boolean,
  { file }: ReadRecord<string>,
): Planned<Change> {
  const hosts = planEdit(system, {
    purpose: "host name",
    path: HOSTS,
    edit: (text = "") => mappedName(text) === undefined ? text : withoutOurLine(text),
  });
  const before = readPlain(system, HOST_NAME_FILE) ?? "";
  const isThere = nameIn(before) === name;
  const own: FileChange = {
    kind: "remove",
    purpose: "host name",
    path: HOST_NAME_FILE,
    before,
    after: "",
    mode: 0,
  };
  return {
    changes: [
      ...(isThere ? [own] : []),
      ...(hosts === undefined || isProblem(hosts) ? [] : [hosts]),
      ...(isThere && kernel ? planKernelName(system, NO_NAME) : []),
      ...planRecord(system, RECORD, undefined, [HOST_NAME_FILE], file),
    ],
    problems: hosts !== undefined && isProblem(hosts) ? [hosts] : [],
  };
}

function isProblem(planned: FileChange | Problem | undefined): planned is Problem {
  return planned !== undefined && "severity" in planned;
}

function readPlain(system: System, path: string): string | undefined {
  return findFile(system, path, LARGEST_TEXT)?.text;
}

/** The name in a text like `/etc/hostname`: its first line that is neither empty nor a comment. */
function nameIn(text: string): string | undefined {
  return text.split("\n").map((line) => line.trim()).find((line) => line !== "" && !line.startsWith("#"));
}

function operatorsName(current: string, wanted: string): Problem {
  return noteOn(
    HOST_NAME_FILE,
    `somebody changed the host name to ${quote(current)} after simple-init had set it`,
    `it is kept; delete ${STATE_DIRECTORY}/${RECORD} and our line in ${HOSTS} to have "${wanted}" set`,
    "host-name-left",
  );
}

function planKernelName(system: System, after: string): Change[] {
  const before = readPlain(system, KERNEL_HOST_NAME)?.trim();
  // In a chroot without /proc there is no kernel to tell.
  if (before === undefined || before === "" || before === after) return [];
  return [{ kind: "set kernel host name", purpose: "host name", path: KERNEL_HOST_NAME, before, after }];
}
