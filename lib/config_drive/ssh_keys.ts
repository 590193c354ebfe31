/**
 * The SSH keys of `meta_data.json`, in every shape that clouds give them: nova writes an object of texts, and a list of
 * typed entries; others write several keys in one text (CloudStack, bifrost), a list for each name, a list, or one text.
 *
 * @module
 */
import { type Place, quote } from "../problem.ts";
import { parseSshKey } from "../ssh_key.ts";
import { isObject } from "../json.ts";
import { firstItems, type Item } from "./entry.ts";

/** The keys of `public_keys`, in the document's order: lines for `authorized_keys`. */
export function readPublicKeys({ place, value }: Item): string[] {
  if (!isObject(value)) return readTexts({ place, value });
  return firstItems(place, Object.keys(value)).flatMap((name) =>
    readTexts({ place: place.in(`${place.path}[${quote(name)}]`), value: value[name] })
  );
}

/** The keys of `keys`, a list of `{type, data}`. Those of type `x509` are certificates, which are for Windows. */
export function readListedKeys({ place, value }: Item): string[] {
  if (!Array.isArray(value)) return readTexts({ place, value });
  return firstItems(place, value).flatMap((entry, index) => {
    if (!isObject(entry)) return readTexts({ place: place.at(index), value: entry });
    return entry.type === "x509" ? [] : readTexts({ place: place.at(index).at("data"), value: entry.data });
  });
}

/** A text, or a list of texts. */
function readTexts({ place, value }: Item): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return readLines(place, value);
  if (Array.isArray(value)) {
    return firstItems(place, value).flatMap((item, index) => {
      if (typeof item === "string") return readLines(place.at(index), item);
      return refuse(place.at(index), item);
    });
  }
  return refuse(place, value);
}

/** Each line of a text is a key; empty lines and comments are nothing. */
function readLines(place: Place, text: string): string[] {
  const lines = (text.match(/[^\r\n]+/g) ?? []).map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return firstItems(place, withoutCertificates(place, lines)).flatMap((line) => {
    const key = parseSshKey(line);
    return key === undefined ? refuse(place, line) : [key];
  });
}

const CERTIFICATE = "CERTIFICATE-----";

/** nova has a certificate in `public_keys` as well as in `keys`. */
function withoutCertificates(place: Place, lines: readonly string[]): string[] {
  let isInside = false;
  return lines.filter((line) => {
    const begins = line === `-----BEGIN ${CERTIFICATE}`;
    if (begins && !isInside) {
      place.note("an X.509 certificate is no SSH key", "it is ignored", "certificate-ignored");
    }
    const isPart = begins || isInside;
    isInside = isPart && line !== `-----END ${CERTIFICATE}`;
    return !isPart;
  });
}

function refuse(place: Place, value: unknown): [] {
  place.problem(`${quote(value)} is not an OpenSSH public key`, "it is left out", "ssh-key-invalid");
  return [];
}
