/**
 * `meta_data.json` of a config drive: who the machine is and who may log in.
 *
 * @module
 */
import { parseHostName } from "../host_name.ts";
import { type Place, quote } from "../problem.ts";
import { isObject } from "../json.ts";
import { type Item, optional, readList, readObject, type Value } from "./entry.ts";
import * as field from "./fields.ts";
import { readListedKeys, readPublicKeys } from "./ssh_keys.ts";

export interface MetaData {
  readonly uuid: string | undefined;
  /** A valid host name, with its domain where the drive says one. */
  readonly hostName: string | undefined;
  /** Lines for `authorized_keys`, each once. */
  readonly sshKeys: readonly string[];
  /** The drive's interfaces are to be ignored (`meta.glean_ignore_interfaces`, whatever its value): DHCP on all. */
  readonly ignoreInterfaces: boolean;
  readonly devices: readonly DeviceData[];
}

/** What nova says of a network card beside the network document. */
export interface DeviceData {
  readonly mac: string | undefined;
  /** Where it is on the machine's PCI bus: `0000:00:05.0`. */
  readonly pciAddress: string | undefined;
  /** The VLAN that its port belongs to. On a card that is passed through as a whole the guest has to tag it. */
  readonly vlan: number | undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

const object: Value<JsonObject> = {
  code: "object-invalid",
  expected: "an object",
  read: (value) => isObject(value) ? value : undefined,
};

const FIELDS = {
  uuid: optional(field.text),
  name: optional(field.text),
  hostname: optional(field.text),
  "local-hostname": optional(field.text),
  local_hostname: optional(field.text),
  meta: optional(object),
};

const DEVICE_FIELDS = {
  mac: optional(field.mac),
  bus: optional(field.text),
  address: optional(field.text),
  vlan: optional({ ...field.vlanId, isNone: field.mtu.isNone! }),
};

/** Reads the document; `place` is that of its value, and told what is not valid in it. */
export function readMetaData(place: Place, value: unknown): MetaData | undefined {
  const document = readObject(place, FIELDS, "meta data document", value);
  if (document === undefined) return undefined;
  const hostName = chooseHostName(place, document);
  const raw = value as JsonObject;
  const keys = [
    ...readPublicKeys({ place: place.at("public_keys"), value: raw.public_keys }),
    ...readListedKeys({ place: place.at("keys"), value: raw.keys }),
  ];
  return {
    uuid: document.uuid,
    hostName,
    sshKeys: [...new Set(keys)],
    ignoreInterfaces: document.meta !== undefined && Object.hasOwn(document.meta, "glean_ignore_interfaces"),
    devices: readList({ place, value }, "devices").flatMap(readDevice),
  };
}

/** Disks and others have entries as well. */
function readDevice({ place, value }: Item): DeviceData | [] {
  if (!isObject(value) || value.type !== "nic") return [];
  const device = readObject(place, DEVICE_FIELDS, "device", value);
  if (device === undefined) return [];
  const { mac, bus, address, vlan } = device;
  return { mac, pciAddress: bus === "pci" ? address?.toLowerCase() : undefined, vlan };
}

const NAME_KEYS = ["local-hostname", "local_hostname", "hostname", "name"] as const;

type Names = { readonly [Key in typeof NAME_KEYS[number]]: string | undefined };

/**
 * `name` is what the owner called the machine, which may be any text, and `hostname` what the cloud made of it, or the owner
 * chose (nova 2.90). Metal3 fills all keys with its own name for the machine and lets `local-hostname` say another one. The
 * first that can be a host name is taken.
 */
function chooseHostName(place: Place, given: Names): string | undefined {
  const written = NAME_KEYS.flatMap((key) => {
    const text = given[key];
    const isRepeated = key.startsWith("local") && text === given.name;
    return text === undefined || text === "" || isRepeated ? [] : { key, text, parsed: parseHostName(text) };
  });
  const chosen = written.find(({ parsed }) => parsed !== undefined)?.parsed;
  for (const { key, text, parsed } of written) {
    if (parsed !== undefined) continue;
    const isDisplayName = key === "name" && text.length <= 253 && chosen !== undefined;
    const action = chosen === undefined
      ? "the host name is left as it is"
      : `the host name is ${quote(chosen)}`;
    const message = `${quote(text)} is not a host name`;
    if (isDisplayName) place.at(key).note(message, action, "display-name-unusable");
    else place.at(key).problem(message, action, "host-name-invalid");
  }
  return chosen;
}
