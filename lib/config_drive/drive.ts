/**
 * A config drive as a whole: which documents count, and everything that is valid in them.
 *
 * @module
 */
import { noteOn, Place, type Problem } from "../problem.ts";
import type { System } from "../system/system.ts";
import { broken, type DocumentName, parseDocument } from "./documents.ts";
import type { MetaData } from "./meta_data.ts";
import type { NetworkData } from "./network_data.ts";
import * as parts from "./document_parts.ts";
import { type DriveTexts, NETWORK_DOCUMENTS, readTexts } from "./texts.ts";

export interface ConfigDrive {
  /** The document that the network came from, for messages. */
  readonly networkFile: DocumentName;
  /** `absent`: the drive has none, so DHCP is meant. `unreadable`: there is one and it says nothing. */
  readonly network: NetworkData | "absent" | "unreadable";
  readonly metaData: MetaData | undefined;
  readonly problems: readonly Problem[];
  /** The texts that all this was read from, those of an earlier drive included. */
  readonly texts: LastTexts;
}

/** Documents of the last good drive, which stand in for those that cannot be read any more. */
export type LastTexts = ReadonlyMap<DocumentName, string>;

/** Reads all documents. `drive` is a system whose `/` is the drive's. */
export function readConfigDrive(drive: System): ConfigDrive {
  return parseDrive(readTexts(drive), () => undefined);
}

/**
 * Parses a drive's documents. Where one is broken, or the drive has no network any more, that of the last good drive stands
 * in for it; so does the whole last drive where this one has no document at all.
 *
 * @param lastOf the last good drive of this machine, by the uuid that the drive says, if it says one
 */
export function parseDrive(
  texts: DriveTexts,
  lastOf: (uuid: string | undefined) => LastTexts | undefined,
): ConfigDrive {
  const reading: Reading = { texts, last: () => lastOf(undefined), used: new Map(), problems: [] };
  const own = read(reading, "meta_data.json", metaDataOf);
  const last = lastOf(typeof own === "object" ? own.uuid : undefined);
  const withLast: Reading = { ...reading, last: () => last };
  const metaData = typeof own === "object" ? own : readLast(withLast, "meta_data.json", metaDataOf);
  const found = findNetwork(withLast);
  // Half a drive says nothing about what else was on it.
  const isMissing = found.network === "absent" && own !== "broken";
  return {
    networkFile: found.file,
    network: typeof found.network === "object" ? found.network : isMissing ? "absent" : "unreadable",
    metaData,
    problems: reading.problems,
    texts: reading.used,
  };
}

interface Reading {
  readonly texts: DriveTexts;
  readonly last: () => LastTexts | undefined;
  readonly used: Map<DocumentName, string>;
  readonly problems: Problem[];
}

/** What a document's value means; undefined, and reported, where it means nothing. */
type Interpret<T> = (place: Place, value: unknown) => T | undefined;

const metaDataOf: Interpret<MetaData> = (place, value) => parts.metaData().readMetaData(place.in("$"), value);

/** What stands in a text for bytes that are no UTF-8. */
const REPLACEMENT = "\ufffd";

/** The document of this drive. What is no UTF-8 has been damaged, unless the last good one was none either. */
function read<T extends object>(
  { texts, last, used, problems }: Reading,
  name: DocumentName,
  interpret: Interpret<T | "absent">,
): T | "absent" | "broken" {
  const document = texts.get(name);
  if (document === undefined) return "absent";
  const parsed = document.state === "broken"
    ? document
    : document.text.includes(REPLACEMENT) && last()?.get(name)?.includes(REPLACEMENT) === false
    ? broken(name, "it is not UTF-8")
    : parseDocument(name, document.text);
  if (parsed.state === "broken") {
    problems.push(parsed.problem);
    return "broken";
  }
  const meant = interpret(Place.ofFile(name, problems), parsed.value);
  if (meant === undefined) return "broken";
  if (document.state === "read") used.set(name, document.text);
  return meant;
}

/** The same document of the last good drive. */
function readLast<T extends object>(
  { texts, last, used, problems }: Reading,
  name: DocumentName,
  interpret: Interpret<T | "absent">,
): T | undefined {
  const text = last()?.get(name);
  const parsed = text === undefined ? undefined : parseDocument(name, text);
  if (text === undefined || parsed?.state !== "read") return undefined;
  const meant = interpret(Place.ofFile(name, problems), parsed.value);
  if (meant === undefined || meant === "absent") return undefined;
  used.set(name, text);
  if (texts.size > 0) {
    const what = texts.has(name) ? "it cannot be used" : "the drive has none any more";
    problems.push(noteOn(name, what, "the one of the last good drive is used", "last-document-used"));
  }
  return meant;
}

interface FoundNetwork {
  readonly file: DocumentName;
  readonly network: NetworkData | "absent" | "unreadable";
}

/** nova's canonical document, else that of 2015's clouds, else Rackspace's part of the vendor data. */
function findNetwork(reading: Reading): FoundNetwork {
  const file = NETWORK_DOCUMENTS.find((name) => reading.texts.has(name));
  const own = file === undefined ? "absent" : read(reading, file, networkOf(file));
  if (file !== undefined && typeof own === "object") return { file, network: own };
  for (const name of NETWORK_DOCUMENTS) {
    const network = readLast(reading, name, networkOf(name));
    if (network !== undefined) return { file: name, network };
  }
  return { file: file ?? "vendor_data.json", network: own === "broken" ? "unreadable" : "absent" };
}

function networkOf(name: DocumentName): Interpret<NetworkData | "absent"> {
  return name === "vendor_data.json"
    ? (place, value) => parts.network().readVendorNetwork(place, value)
    : (place, value) => parts.network().readNetworkData(place.in("$"), value);
}
