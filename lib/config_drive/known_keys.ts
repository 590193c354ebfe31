/**
 * Keys of the network document that nobody reads, which are most likely typing errors: nova's schema allows any.
 *
 * @module
 */
import { type Place, quote } from "../problem.ts";
import { isObject } from "../json.ts";
import { type Item, MOST_ITEMS } from "./entry.ts";
import * as parts from "./parts.ts";

const DNS = ["services", "dns_nameservers", "dns_search", "search"];

/** What is read, and after it what clouds are known to send that says nothing to us. */
const KEYS = {
  "network document": table(["links", "networks", ...DNS]),
  link: table([
    ...["id", "name", "type", "mtu", "ethernet_mac_address"],
    ...["bond_mode", "bond_links"],
    ...["vlan_id", "vlan_link", "vlan_mac_address"],
    ...["bridge_links", "bridge_interfaces", "bridge_stp"],
    ...["vif_id", "network_id", "port_id", "vif_type", "vnic_type", "model", "speed"],
  ]),
  network: table([
    ...["link", "type", "ip_address", "netmask", "gateway", "metric", "routes", ...DNS],
    ...["id", "network_id", "subnet_id", "name", "broadcast", "scope", "mac_address", "pointopoint"],
  ]),
  route: table(["network", "netmask", "gateway", "metric", ...DNS, "type", "id"]),
};

type Kind = keyof typeof KEYS;

/** As an object, in which a key is looked up at a fraction of what a set's call costs. */
function table(keys: readonly string[]): Readonly<Record<string, unknown>> {
  const known: Record<string, true> = {};
  for (const key of keys) known[key] = true;
  return known;
}

/** More would say no more. */
const MOST_NOTES = 16;

/** Remarks on each key that is not known, where it stands first. */
export function noteUnknownKeys({ place, value }: Item): void {
  const seen = new Set<string>();
  noteKeys(seen, "network document", value, place);
  const links = listOf(value, "links");
  for (let index = 0; index < links.length; index += 1) {
    noteKeys(seen, "link", links[index], place.at("links"), index);
  }
  const networks = listOf(value, "networks");
  for (let index = 0; index < networks.length; index += 1) {
    const network = networks[index];
    noteKeys(seen, "network", network, place.at("networks"), index);
    const routes = listOf(network, "routes");
    for (let at = 0; at < routes.length; at += 1) {
      noteKeys(seen, "route", routes[at], place.at("networks").at(index).at("routes"), at);
    }
  }
}

/** As much of a list as is read at all; what is wrong with it has been reported. */
function listOf(owner: unknown, key: string): readonly unknown[] {
  const list = isObject(owner) ? owner[key] : undefined;
  return Array.isArray(list) ? list.slice(0, MOST_ITEMS) : [];
}

/** Those of the object at a place, or of an item of the list there. */
function noteKeys(seen: Set<string>, kind: Kind, value: unknown, place: Place, index?: number): void {
  if (!isObject(value)) return;
  const known = KEYS[kind];
  for (const key of Object.keys(value)) {
    // Bonds' readers say what is no option.
    if (known[key] === true || (kind === "link" && key.startsWith("bond_"))) continue;
    const id = `${kind} ${key}`;
    if (seen.size >= MOST_NOTES || seen.has(id)) continue;
    seen.add(id);
    noteKey(index === undefined ? place : place.at(index), key, kind);
  }
}

function noteKey(place: Place, key: string, kind: Kind): void {
  const known = Object.keys(KEYS[kind]);
  place.at(key).note(
    `${quote(key)} is not a known key of a ${kind}`,
    parts.ignored().ignored(key, kind === "link" ? [...known, ...parts.ports().OPTION_KEYS] : known),
    "key-unknown",
  );
}
