/**
 * What is kept from boot to boot, each in a JSON file of its own together with the machine that it belongs to.
 *
 * @module
 */
import type { FileChange } from "../apply/change.ts";
import { isObject } from "../json.ts";
import { noteOn, type Problem, problemIn } from "../problem.ts";
import { findFile } from "../system/plain_file.ts";
import { type FileStatus, type System, SystemError } from "../system/system.ts";
import type { Machine } from "./machine.ts";

/** Nobody but root may read it: it says who a machine is, and has the drive's documents. */
export const STATE_DIRECTORY = "/var/lib/simple-init";

const MODE = 0o600;

/** Far more than a record can have. */
const LARGEST = 16 * 1024 * 1024;

export interface Kept<T> {
  readonly machine: Machine;
  readonly value: T;
}

/** How a record's value is read from JSON; undefined for what is none. */
export type ReadValue<T> = (json: unknown) => T | undefined;

/** What is kept under a name. What cannot be read is reported, a problem, and what is no record is noted; both are as if nothing were there. */
export function readRecord<T>(
  system: System,
  name: string,
  readValue: ReadValue<T>,
): ReadRecord<T> {
  const path = `${STATE_DIRECTORY}/${name}`;
  const file = readPlain(system, path);
  const { text, problems } = file;
  const kept = text === undefined ? undefined : parseRecord(text, readValue);
  if (kept !== undefined || text === undefined) return { file, kept, problems };
  return {
    file,
    kept,
    problems: [noteOn(path, "it is no record of an earlier boot", "it is ignored", "record-invalid")],
  };
}

/** A record as {@link readRecord} has found it. */
export interface ReadRecord<T> {
  readonly file: PlainFile;
  readonly kept: Kept<T> | undefined;
  readonly problems: readonly Problem[];
}

/** What there is under a record's name. */
interface PlainFile {
  readonly status: FileStatus | undefined;
  /** Undefined where there is no plain file, or one that cannot be read. */
  readonly text: string | undefined;
  readonly problems: readonly Problem[];
}

function readPlain(system: System, path: string): PlainFile {
  try {
    const { status, text } = findFile(system, path, LARGEST) ?? {};
    // Anything else gives way to the next record.
    if (status?.kind === "directory") throw new SystemError("EISDIR", "read", path);
    return { status, text, problems: [] };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return {
      status: look(system, path),
      text: undefined,
      problems: [problemIn(path, error.message, "it is ignored", "record-unreadable")],
    };
  }
}

function look(system: System, path: string): FileStatus | undefined {
  try {
    return system.lstat(path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

/** Whether a file of that name is one that nobody but root may read. */
export function isRecord(system: System, name: string): boolean {
  const status = look(system, `${STATE_DIRECTORY}/${name}`);
  return status?.kind === "file" && status.mode === MODE;
}

/**
 * The change that keeps a value, or takes the record away; none where it is as it should be.
 *
 * @param file what {@link readRecord} has found, if it was asked
 */
export function planRecord(
  system: System,
  name: string,
  kept: { readonly machine: Machine; readonly value: unknown } | undefined,
  needs: readonly string[] = [],
  file?: PlainFile,
): FileChange[] {
  const path = `${STATE_DIRECTORY}/${name}`;
  const { status, text: before = "" } = file ?? readPlain(system, path);
  // Whoever read it has reported that.
  if (status?.kind === "directory") return [];
  if (kept === undefined) {
    if (status?.kind !== "file") return [];
    return [{ kind: "remove", purpose: "state", path, before, after: "", mode: 0, ...needing(needs) }];
  }
  const after = formatRecord(kept);
  if (before === after && status?.mode === MODE) return [];
  const kind = status === undefined ? "create" : "update";
  return [{ kind, purpose: "state", path, before, after, mode: MODE, ...needing(needs) }];
}

function needing(needs: readonly string[]): Pick<FileChange, "needs"> {
  return needs.length === 0 ? {} : { needs };
}

function formatRecord({ machine: { uuid, productUuid, macs }, value }: Kept<unknown>): string {
  const machine = { uuid: uuid ?? null, product_uuid: productUuid ?? null, macs };
  return `${JSON.stringify({ machine, value }, undefined, 1)}\n`;
}

function parseRecord<T>(text: string, readValue: ReadValue<T>): Kept<T> | undefined {
  const json = parseJson(text);
  const machine = readMachine(json?.machine);
  const value = readValue(json?.value);
  return machine === undefined || value === undefined ? undefined : { machine, value };
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is a list of texts. */
export function isTexts(json: unknown): json is readonly string[] {
  return Array.isArray(json) && json.every((item) => typeof item === "string");
}

function readMachine(json: unknown): Machine | undefined {
  if (!isObject(json) || !isTexts(json.macs)) return undefined;
  const text = (value: unknown) => typeof value === "string" ? value : undefined;
  return { uuid: text(json.uuid), productUuid: text(json.product_uuid), macs: json.macs };
}
