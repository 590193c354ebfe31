/**
 * The network document of a config drive, as nova's `network_data.json` schema defines it and as clouds really send it.
 *
 * @module
 */
import { quote } from "../problem.ts";
import { type Findings, readList, readObject, report } from "./entry.ts";
import { type LinkData, readLinks } from "./links.ts";
import { type NetworkEntry, readNetworks, readServices } from "./networks.ts";
import type { Ip } from "../ip.ts";
import * as v from "valibot";

/** Everything of the document that is valid, in the document's order. */
export interface NetworkData {
  readonly links: readonly LinkData[];
  readonly networks: readonly NetworkEntry[];
  /** The name servers at top level: for every link. */
  readonly nameServers: readonly Ip[];
}

/** Reads the document; what is not valid in it goes to the findings. `path` is where the document stands in the file. */
export function readNetworkData(findings: Findings, path: string, value: unknown): NetworkData | undefined {
  if (readObject(findings, v.object({}), "network document", path, value) === undefined) return undefined;
  const document = value as Record<string, unknown>;
  for (const key of ["links", "networks"]) {
    if (document[key] === undefined && Object.keys(document).length > 0) {
      report(findings, "note", path, `there is no ${quote(key)} in it`, "it counts as an empty list");
    }
  }
  const links = readLinks(findings, readList(findings, `${path}.links`, document.links));
  return {
    links,
    networks: readNetworks(findings, readList(findings, `${path}.networks`, document.networks)),
    nameServers: readServices(findings, readList(findings, `${path}.services`, document.services)),
  };
}
