/**
 * Addresses and networks of a config drive's network document, with the prefix length that stands beside or within them.
 *
 * @module
 */
import type { Ip, Prefix } from "../ip.ts";
import { type Place, quote } from "../problem.ts";
import { isNothing } from "./entry.ts";
import * as field from "./fields.ts";

/** The prefix of the address in the field `key` and the entry's netmask; undefined, and reported, where there is none. */
export function readPrefix(
  place: Place,
  key: "ip_address" | "network",
  address: field.WrittenAddress,
  rawMask: unknown,
): Prefix | undefined {
  const mask = isNothing(rawMask) ? undefined : readMask(key, rawMask, address.ip);
  const length = address.length ?? mask?.length ?? usualLength(key, address.ip);
  const isClear = length !== undefined &&
    (mask === undefined ? address.length !== undefined : mask.length === length);
  if (!isClear) {
    const skipped = key === "network" ? "the route is skipped" : "the network is skipped";
    const action = length === undefined ? skipped : `the prefix length ${length} is used`;
    const fault = maskFault(`the ${key} ${quote(address.ip.text)}`, mask, length);
    place.at("netmask").problem(fault, action, "netmask-invalid");
  }
  return length === undefined ? undefined : { ip: address.ip, length };
}

/** What is meant where no length can be read: IPv6 links have 64 bits, and the unspecified network is everything. */
function usualLength(key: "ip_address" | "network", { family, text }: Ip): number | undefined {
  if (key === "network") return text === "0.0.0.0" || text === "::" ? 0 : undefined;
  return family === 6 ? 64 : undefined;
}

interface ReadMask {
  readonly raw: unknown;
  readonly length: number | undefined;
}

/** A route may be to everything; an address of which all others are neighbours has a fault. */
function readMask(key: "ip_address" | "network", raw: unknown, { family }: Ip): ReadMask {
  const length = field.readMask(raw, family);
  return { raw, length: key === "ip_address" && length === 0 ? undefined : length };
}

function maskFault(subject: string, mask: ReadMask | undefined, length: number | undefined): string {
  if (mask === undefined) return `${subject} has no netmask`;
  return mask.length === undefined
    ? `${quote(mask.raw)} is not a netmask or prefix length for ${subject}`
    : `${quote(mask.raw)} contradicts the prefix length ${length} of ${subject}`;
}
