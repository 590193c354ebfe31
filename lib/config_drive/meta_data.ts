/**
 * `meta_data.json` of a config drive: who the machine is and who may log in.
 *
 * @module
 */
import * as v from "valibot";
import { parseHostName } from "../host_name.ts";
import { quote } from "../problem.ts";
import { parseSshKey } from "../ssh_key.ts";
import { type Findings, firstItems, readList, readObject, report } from "./entry.ts";
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

const schema = v.object({
  uuid: v.optional(field.text),
  name: v.optional(field.text),
  hostname: v.optional(field.text),
  public_keys: v.optional(v.custom<Record<string, unknown>>(isRecord, "an object of keys by their names")),
  meta: v.optional(v.custom<Record<string, unknown>>(isRecord, "an object")),
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Reads the document; what is not valid in it goes to the findings. */
export function readMetaData(findings: Findings, value: unknown): MetaData | undefined {
  const document = readObject(findings, schema, "meta data document", "$", value);
  if (document === undefined) return undefined;
  const keys = readList(findings, "$.keys", (value as { keys?: unknown }).keys);
  return {
    uuid: document.uuid,
    hostName: chooseHostName(findings, document.name, document.hostname),
    sshKeys: [
      ...new Set([...publicKeys(findings, document.public_keys ?? {}), ...listedKeys(findings, keys)]),
    ],
    ignoreInterfaces: document.meta !== undefined && Object.hasOwn(document.meta, "glean_ignore_interfaces"),
  };
}

/**
 * `name` is what the owner called the machine, which may be any text; `hostname` what the cloud made of it. The first
 * that can be a host name is taken.
 */
function chooseHostName(findings: Findings, name?: string, hostname?: string): string | undefined {
  const candidates = [{ path: "$.name", text: name }, { path: "$.hostname", text: hostname }];
  const names = candidates.map(({ path, text }) => ({ path, text, parsed: parseHostName(text ?? "") }));
  const chosen = names.find((candidate) => candidate.parsed !== undefined);
  for (const { path, text, parsed } of names) {
    if (text === undefined || parsed !== undefined) continue;
    const isDisplayName = path === "$.name" && text.length <= 253 && chosen !== undefined;
    const action = chosen === undefined
      ? "the host name is left as it is"
      : `the host name is ${quote(chosen.parsed)}`;
    report(findings, isDisplayName ? "note" : "problem", path, `${quote(text)} is not a host name`, action);
  }
  return chosen?.parsed;
}

function publicKeys(findings: Findings, keys: Record<string, unknown>): string[] {
  return firstItems(findings, "$.public_keys", Object.keys(keys)).flatMap((name) =>
    readKey(findings, `$.public_keys[${quote(name)}]`, keys[name])
  );
}

/** `keys` holds X.509 certificates too, which are for Windows. */
function listedKeys(findings: Findings, items: ReturnType<typeof readList>): string[] {
  return items.flatMap(({ path, value }) => {
    const { type, data } = isRecord(value) ? value : {};
    return type === "x509" ? [] : readKey(findings, `${path}.data`, data);
  });
}

function readKey(findings: Findings, path: string, value: unknown): string[] {
  const key = typeof value === "string" ? parseSshKey(value) : undefined;
  if (key !== undefined) return [key];
  const message = `${quote(value)} is not one line with one OpenSSH public key`;
  report(findings, "problem", path, message, "the key is left out");
  return [];
}
