/**
 * Bridges among the links of a config drive's network document. nova's schema has none; these are the keys that Metal3's
 * and cloud-init's users write.
 *
 * @module
 */
import type { Place } from "../problem.ts";
import { readPorts } from "./bonds.ts";
import { optional, readObject, type Value } from "./entry.ts";
import * as field from "./fields.ts";
import { LINK_FIELDS } from "./link_fields.ts";
import type { BridgeData } from "./link_data.ts";

const stp: Value<boolean> = {
  code: "bridge-stp-invalid",
  expected: "a switch, on or off",
  read: (value) => {
    const word = field.bondValue.read(value) ?? "";
    return /^(?:on|yes|true|1)$/i.test(word) ? true : /^(?:off|no|false|0)$/i.test(word) ? false : undefined;
  },
};

const FIELDS = {
  ...LINK_FIELDS,
  ethernet_mac_address: optional(field.settableMac),
  bridge_stp: optional(stp),
};

/** A bridge; undefined, and reported, where it is none. */
export function readBridge(place: Place, value: unknown): BridgeData | undefined {
  const link = readObject(place, FIELDS, "bridge", value);
  return link && {
    kind: "bridge",
    path: place.path,
    id: link.id,
    name: link.name,
    mac: link.ethernet_mac_address,
    mtu: link.mtu,
    stp: link.bridge_stp ?? false,
    ports: ["bridge_links", "bridge_interfaces"].flatMap((key) =>
      readPorts({ place, value }, key, "bridge-port-invalid")
    ),
  };
}
