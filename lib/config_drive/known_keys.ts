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
  "network document": new Set(["links", "networks", ...DNS]),
  link: new Set([
    ...["id", "name", "type", "mtu", "ethernet_mac_address"],
    ...["bond_mode", "bond_links"],
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

/** Remarks on each key that is not known, where it stands first. */
export function noteUnknownKeys({ place, value }: Item): void {
  const seen = new Set<string>();
  const look = (kind: Kind, value: unknown, at: () => Place) => noteKeys(seen, kind, value, at);
  look("network document", value, () => place);
  for (const [index, link] of listOf(value, "links").entries()) {
    look("link", link, () => place.at("links").at(index));
  }
  for (const [index, network] of listOf(value, "networks").entries()) {
    const at = () => place.at("networks").at(index);
    look("network", network, at);
    for (const [index, route] of listOf(network, "routes").entries()) {
      look("route", route, () => at().at("routes").at(index));
    }
  }
}

/** As much of a list as is read at all; what is wrong with it has been reported. */
function listOf(owner: unknown, key: string): readonly unknown[] {
  const list = isObject(owner) ? owner[key] : undefined;
  return Array.isArray(list) ? list.slice(0, MOST_ITEMS) : [];
}

function noteKeys(seen: Set<string>, kind: Kind, value: unknown, at: () => Place): void {
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    // Bonds' readers say what is no option.
    if (KEYS[kind].has(key) || (kind === "link" && key.startsWith("bond_"))) continue;
    const id = `${kind} ${key}`;
    if (seen.size >= MOST_NOTES || seen.has(id)) continue;
    seen.add(id);
    noteKey(at(), key, kind);
  }
}

function noteKey(place: Place, key: string, kind: Kind): void {
  place.at(key).note(
    `${quote(key)} is not a known key of a ${kind}`,
    parts.ignored().ignored(key, kind === "link" ? [...KEYS.link, ...parts.bonds().OPTION_KEYS] : KEYS[kind]),
    "key-unknown",
  );
}
