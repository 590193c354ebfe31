/**
 * Keys of the network document that nobody reads, which are most likely typing errors: nova's schema allows any.
 *
 * @module
 */
import { BOND_OPTION_NAMES } from "../bond_options.ts";
import { nearestWord } from "../nearest.ts";
import { type Place, quote } from "../problem.ts";
import { isRecord, type Item, MOST_ITEMS } from "./entry.ts";

const DNS = ["services", "dns_nameservers", "dns_search", "search"];

/** What is read, and after it what clouds are known to send that says nothing to us. */
const KEYS = {
  "network document": new Set(["links", "networks", ...DNS]),
  link: new Set([
    ...["id", "name", "type", "mtu", "ethernet_mac_address"],
    ...["bond_mode", "bond_links", ...BOND_OPTION_NAMES.map((name) => `bond_${name}`)],
    ...["vlan_id", "vlan_link", "vlan_mac_address"],
    ...["vif_id", "network_id", "port_id", "vif_type", "vnic_type", "model", "speed", "bridge_links"],
  ]),
  network: new Set([
    ...["link", "type", "ip_address", "netmask", "gateway", "metric", "routes", ...DNS],
    ...["id", "network_id", "subnet_id", "name", "broadcast", "scope", "mac_address", "pointopoint"],
  ]),
  route: new Set(["network", "netmask", "gateway", "metric", ...DNS, "type", "id"]),
};

type Kind = keyof typeof KEYS;

/** More would say no more. */
const MOST_NOTES = 16;

interface Notes {
  readonly seen: Set<string>;
}

/** Remarks on each key that is not known, where it stands first. */
export function noteUnknownKeys(document: Item): void {
  const notes = { seen: new Set<string>() };
  noteKeys(notes, document, "network document");
  for (const link of itemsOf(document, "links")) noteKeys(notes, link, "link");
  for (const network of itemsOf(document, "networks")) {
    noteKeys(notes, network, "network");
    for (const route of itemsOf(network, "routes")) noteKeys(notes, route, "route");
  }
}

/** Those that are read at all have been looked at before, and so has what is wrong with the list. */
function itemsOf({ place, value }: Item, key: string): Item[] {
  const list = isRecord(value) ? value[key] : undefined;
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST_ITEMS).map((value, index) => ({ place: place.at(key).at(index), value }));
}

function noteKeys({ seen }: Notes, { place, value }: Item, kind: Kind): void {
  if (!isRecord(value)) return;
  for (const key of Object.keys(value)) {
    // Bonds' readers say what is no option.
    if (seen.size >= MOST_NOTES || KEYS[kind].has(key) || (kind === "link" && key.startsWith("bond_"))) {
      continue;
    }
    const id = `${kind} ${key}`;
    if (!seen.has(id)) noteKey(place, key, kind);
    seen.add(id);
  }
}

function noteKey(place: Place, key: string, kind: Kind): void {
  place.at(key).note(
    `${quote(key)} is not a known key of a ${kind}`,
    ignored(key, KEYS[kind]),
    "key-unknown",
  );
}

/** What becomes of a key that is not among those that are known. */
export function ignored(key: string, known: Iterable<string>): string {
  const nearest = nearestWord(key, known);
  return nearest === undefined ? "it is ignored" : `it is ignored; ${quote(nearest)} is a key like it`;
}
