/**
 * Name servers and search domains of an object of the network document. nova writes `services`; nova's own specification,
 * ironic's sample, cloud-init and afterburn have `dns_nameservers`, and `dns_search` or `search` beside it.
 *
 * @module
 */
import type { Ip } from "../ip.ts";
import { type Place, quote } from "../problem.ts";
import { isObject } from "../json.ts";
import { isNothing, isWritten, type Item, readList, readObject, type Value } from "./entry.ts";
import * as field from "./fields.ts";

/** What an object says of DNS, in the document's order. */
export interface DnsData {
  readonly nameServers: readonly Ip[];
  /** Domains to search for names that are not complete. */
  readonly searchDomains: readonly string[];
}

/** Reads what the object says of DNS. Services of other types are left to others. */
export function readDns(owner: Item): DnsData {
  return {
    nameServers: [
      ...readList(owner, "services").flatMap(readService),
      ...readWords(owner, "dns_nameservers", field.nameServer),
    ],
    searchDomains: ["dns_search", "search"].flatMap((key) => readWords(owner, key, field.searchDomain)),
  };
}

function readService(service: Item): Ip[] {
  const { place, value } = service;
  const type = isObject(value) ? value.type : undefined;
  if (typeof type === "string" && type !== "dns") {
    place.at("type").note(`${quote(type)} is not a service used here`, "it is ignored", "service-unknown");
    return [];
  }
  if (readObject(place, {}, "service", value) === undefined) return [];
  return readWords(service, "address", field.nameServer);
}

/** Values of a field that is a text or a list of texts, each with one or more words, by spaces or commas. */
function readWords<T>(owner: Item, key: string, word: Value<T>): T[] {
  const written = isObject(owner.value) ? owner.value[key] : undefined;
  if (isNothing(written)) return [];
  const place = owner.place.at(key);
  if (!Array.isArray(written)) return wordsOf(place, written, word);
  return readList(owner, key).flatMap((item) => wordsOf(item.place, item.value, word));
}

function wordsOf<T>(place: Place, written: unknown, word: Value<T>): T[] {
  const values: T[] = [];
  for (const text of typeof written === "string" ? written.match(/[^\s,]+/g) ?? [] : [written]) {
    if (!isWritten(text, word)) continue;
    const value = word.read(text);
    if (value === undefined) {
      place.problem(`${quote(text)} is not ${word.expected}`, "it is left out", word.code);
    } else values.push(value);
  }
  return values;
}
