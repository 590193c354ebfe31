/**
 * `meta_data.json` of a config drive: who the machine is and who may log in.
 *
 * @module
 */
import { parseHostName } from "../host_name.ts";
import { type Place, quote } from "../problem.ts";
import { parseSshKey } from "../ssh_key.ts";
import { firstItems, isRecord, type Item, optional, readList, readObject, type Value } from "./entry.ts";
import * as field from "./fields.ts";

export interface MetaData {
  readonly uuid: string | undefined;
  /** A valid host name, with its domain where the drive says one. */
  readonly hostName: string | undefined;
  /** Lines for `authorized_keys`, each once. */
  readonly sshKeys: readonly string[];
  /** The drive's interfaces are to be ignored (`meta.glean_ignore_interfaces`, whatever its value): DHCP on all. */
  readonly ignoreInterfaces: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

function object(expected: string): Value<JsonObject> {
  return { expected, read: (value) => isRecord(value) ? value : undefined };
}

const FIELDS = {
  uuid: optional(field.text),
  name: optional(field.text),
  hostname: optional(field.text),
  public_keys: optional(object("an object of keys by their names")),
  meta: optional(object("an object")),
};

/** Reads the document; `place` is that of its value, and told what is not valid in it. */
export function readMetaData(place: Place, value: unknown): MetaData | undefined {
  const document = readObject(place, FIELDS, "meta data document", value);
  if (document === undefined) return undefined;
  const keys = readList({ place, value }, "keys");
  return {
    uuid: document.uuid,
    hostName: chooseHostName(place, document.name, document.hostname),
    sshKeys: [
      ...new Set([...publicKeys(place.at("public_keys"), document.public_keys ?? {}), ...listedKeys(keys)]),
    ],
    ignoreInterfaces: document.meta !== undefined && Object.hasOwn(document.meta, "glean_ignore_interfaces"),
  };
}

/**
 * `name` is what the owner called the machine, which may be any text; `hostname` what the cloud made of it. The first
 * that can be a host name is taken.
 */
function chooseHostName(
  place: Place,
  name: string | undefined,
  hostname: string | undefined,
): string | undefined {
  const candidates = [{ key: "name", text: name }, { key: "hostname", text: hostname }];
  const names = candidates.map(({ key, text }) => ({ key, text, parsed: parseHostName(text ?? "") }));
  const chosen = names.find((candidate) => candidate.parsed !== undefined);
  for (const { key, text, parsed } of names) {
    if (text === undefined || parsed !== undefined) continue;
    const isDisplayName = key === "name" && text.length <= 253 && chosen !== undefined;
    const action = chosen === undefined
      ? "the host name is left as it is"
      : `the host name is ${quote(chosen.parsed)}`;
    place.at(key)[isDisplayName ? "note" : "problem"](`${quote(text)} is not a host name`, action);
  }
  return chosen?.parsed;
}

function publicKeys(place: Place, keys: JsonObject): string[] {
  return firstItems(place, Object.keys(keys)).flatMap((name) =>
    readKey(place.in(`${place.path}[${quote(name)}]`), keys[name])
  );
}

/** `keys` holds X.509 certificates too, which are for Windows. */
function listedKeys(items: readonly Item[]): string[] {
  return items.flatMap(({ place, value }) => {
    const { type, data } = isRecord(value) ? value : {};
    return type === "x509" ? [] : readKey(place.at("data"), data);
  });
}

function readKey(place: Place, value: unknown): string[] {
  const key = typeof value === "string" ? parseSshKey(value) : undefined;
  if (key !== undefined) return [key];
  const message = `${quote(value)} is not one line with one OpenSSH public key`;
  place.problem(message, "the key is left out");
  return [];
}
