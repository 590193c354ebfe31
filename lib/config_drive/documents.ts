/**
 * The JSON documents of a config drive, read from its file system.
 *
 * @module
 */
import { type Problem, problemIn } from "../problem.ts";
import { type System, SystemError } from "../system/system.ts";
import { type Position, positionAt } from "./position.ts";
import { parseStrictJson } from "./strict_json.ts";

const VERSIONS = "/openstack";
const LATEST = `${VERSIONS}/latest`;

/** Where the documents are below the drive's own root: of the versions that there are, the newest. */
export function documentsDirectory(drive: System): string {
  return unlessRefused(() => {
    if (drive.stat(LATEST) !== undefined) return undefined;
    const newest = drive.readDirectory(VERSIONS)?.filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name)).at(-1);
    return newest === undefined ? undefined : `${VERSIONS}/${newest}`;
  }) ?? LATEST;
}

/** Undefined where the file system of the drive refuses to answer. */
export function unlessRefused<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

export type DocumentName = "network_data.json" | "network_info.json" | "vendor_data.json" | "meta_data.json";

/** Far above any real document, for 4,096 networks need 2 MiB; and parsed, one of empty objects takes 50 times as much. */
const LARGEST_DOCUMENT = 4 * 1024 * 1024;

/** A document that cannot be used, and why. */
export interface BrokenDocument {
  readonly state: "broken";
  readonly problem: Problem;
}

/** A document that is there: its text, or why it cannot be read. */
export type DocumentText = { readonly state: "read"; readonly text: string } | BrokenDocument;

/** A document's value, or what is wrong with its text. */
export type Document = { readonly state: "read"; readonly value: unknown } | BrokenDocument;

/** The text of a document in a directory of the drive; undefined where there is none. */
export function readDocumentText(
  drive: System,
  directory: string,
  name: DocumentName,
): DocumentText | undefined {
  const path = `${directory}/${name}`;
  try {
    const status = drive.stat(path);
    if (status === undefined) return undefined;
    if (status.kind !== "file") return broken(name, `it is no plain file (${status.kind})`);
    return { state: "read", text: drive.readText(path, LARGEST_DOCUMENT) ?? "" };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const reason = error.code === "EFBIG" ? `it is larger than ${LARGEST_DOCUMENT >> 20} MiB` : error.message;
    return broken(name, reason);
  }
}

/** Parses one document's text. A byte order mark before it does not matter (RFC 8259, section 8.1). */
export function parseDocument(name: DocumentName, text: string): Document {
  if (text.trim() === "") return broken(name, "it is empty");
  const unmarked = text.startsWith("\ufeff") ? text.slice(1) : text;
  const parsed = parseStrictJson(unmarked);
  if ("value" in parsed) return { state: "read", value: parsed.value };
  const { offset, what } = parsed.fault;
  return broken(name, `it is not JSON: ${what}`, positionAt(unmarked, offset));
}

/** A document that counts as absent, and what is said of it. */
export function broken(file: DocumentName, message: string, position?: Position): BrokenDocument {
  return {
    state: "broken",
    problem: { ...problemIn(file, message, "it is ignored", "document-unusable"), ...position },
  };
}
