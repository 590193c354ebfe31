/**
 * The network document of a config drive, as nova's `network_data.json` schema defines it and as clouds really send it.
 *
 * @module
 */
import { type Place, quote } from "../problem.ts";
import { type DnsData, readDns } from "./dns.ts";
import { foreignFormat } from "./formats.ts";
import { noteUnknownKeys } from "./known_keys.ts";
import { isObject } from "../json.ts";
import { readList, readObject } from "./entry.ts";
import type { LinkData } from "./link_data.ts";
import { readLinks } from "./links.ts";
import { type NetworkEntry, readNetworks } from "./networks.ts";
import { withIds } from "./references.ts";

/** Everything of the document that is valid, in the document's order. DNS is that at top level, for every link. */
export interface NetworkData extends DnsData {
  readonly links: readonly LinkData[];
  readonly networks: readonly NetworkEntry[];
}

/** Reads the document; `place` is that of its value, and told what is not valid in it. */
export function readNetworkData(place: Place, value: unknown): NetworkData | undefined {
  if (readObject(place, {}, "network document", value) === undefined) return undefined;
  const format = foreignFormat(value);
  if (format !== undefined) {
    place.problem(
      `this is ${format}, not OpenStack's network data`,
      "it is ignored",
      "document-of-other-format",
    );
    return undefined;
  }
  const document = value as Record<string, unknown>;
  for (const key of ["links", "networks"]) {
    if (document[key] === undefined && Object.keys(document).length > 0) {
      place.note(`there is no ${quote(key)} in it`, "it counts as an empty list", "list-missing");
    }
  }
  const item = { place, value };
  const links = readLinks(readList(item, "links"));
  const networks = readNetworks(readList(item, "networks"));
  const dns = readDns(item);
  noteUnknownKeys(item);
  return { ...withIds({ links, networks }), ...dns };
}

/** Rackspace's part of the vendor data; `absent` where it has none. */
export function readVendorNetwork(place: Place, value: unknown): NetworkData | "absent" | undefined {
  const info = isObject(value) ? value.network_info : undefined;
  return info === undefined || info === null ? "absent" : readNetworkData(place.in("$.network_info"), info);
}
