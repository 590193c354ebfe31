/**
 * The texts of a config drive's documents, which outlive the mount. Their values are read one after the other, so that only
 * one is in memory.
 *
 * @module
 */
import type { System } from "../system/system.ts";
import { type DocumentName, documentsDirectory, type DocumentText, readDocumentText } from "./documents.ts";
import { foreignDrive } from "./formats.ts";

/** Documents that are not there are absent. */
export type DriveTexts = ReadonlyMap<DocumentName, DocumentText>;

/** The documents that may say what the network is, nova's canonical one first. Only the first that is there counts. */
export const NETWORK_DOCUMENTS = ["network_data.json", "network_info.json", "vendor_data.json"] as const;

/** Reads what counts of the drive. `drive` is a system whose `/` is the drive's, so that no link on it leads elsewhere. */
export function readTexts(drive: System): DriveTexts {
  const texts = new Map<DocumentName, DocumentText>();
  const directory = documentsDirectory(drive);
  const read = (name: DocumentName) => {
    const document = readDocumentText(drive, directory, name);
    if (document !== undefined) texts.set(name, document);
    return document !== undefined;
  };
  read("meta_data.json");
  NETWORK_DOCUMENTS.some(read);
  const foreign = texts.size === 0 ? foreignDrive(drive) : undefined;
  if (foreign !== undefined) texts.set("meta_data.json", foreign);
  return texts;
}
