/**
 * A config drive as a whole: which documents count, and everything that is valid in them.
 *
 * @module
 */
import { Place, type Problem } from "../problem.ts";
import type { System } from "../system/system.ts";
import { type DocumentName, readDocument } from "./documents.ts";
import { type MetaData, readMetaData } from "./meta_data.ts";
import { type NetworkData, readNetworkData } from "./network_data.ts";

export interface ConfigDrive {
  /** The document that the network came from, for messages. */
  readonly networkFile: DocumentName;
  /** `absent`: the drive has none, so DHCP is meant. `unreadable`: there is one and it says nothing. */
  readonly network: NetworkData | "absent" | "unreadable";
  readonly metaData: MetaData | undefined;
  /** Whether there is any document at all: a directory without one is not a config drive. */
  readonly isEmpty: boolean;
  readonly problems: readonly Problem[];
}

/** Reads all documents. `drive` is a system whose `/` is the drive's. */
export function readConfigDrive(drive: System): ConfigDrive {
  const problems: Problem[] = [];
  const read = (file: DocumentName) => {
    const document = readDocument(drive, file);
    if (document.state === "broken") problems.push(document.problem);
    return document;
  };
  const metaDocument = read("meta_data.json");
  const { file, path, document } = findNetworkDocument(read);
  // Half a drive says nothing about what else was on it.
  const isMissing = document.state === "absent" && metaDocument.state !== "broken";
  return {
    networkFile: file,
    network: isMissing
      ? "absent"
      : (document.state === "read"
        ? readNetworkData(Place.ofFile(file, problems).in(path), document.value)
        : undefined) ??
        "unreadable",
    metaData: metaDocument.state === "read"
      ? readMetaData(Place.ofFile("meta_data.json", problems).in("$"), metaDocument.value)
      : undefined,
    isEmpty: document.state === "absent" && metaDocument.state === "absent",
    problems,
  };
}

interface NetworkDocument {
  readonly file: DocumentName;
  /** The JSON path at which the network stands in its file. */
  readonly path: string;
  readonly document: ReturnType<typeof readDocument>;
}

/** nova's canonical document, else that of 2015's clouds, else Rackspace's part of the vendor data. */
function findNetworkDocument(read: (file: DocumentName) => NetworkDocument["document"]): NetworkDocument {
  for (const file of ["network_data.json", "network_info.json"] as const) {
    const document = read(file);
    if (document.state !== "absent") return { file, path: "$", document };
  }
  const vendor = read("vendor_data.json");
  const info = vendor.state === "read"
    ? (vendor.value as { network_info?: unknown } | null)?.network_info
    : undefined;
  return {
    file: "vendor_data.json",
    path: "$.network_info",
    document: info === undefined || info === null ? { state: "absent" } : { state: "read", value: info },
  };
}
