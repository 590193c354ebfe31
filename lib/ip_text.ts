/**
 * The text of IP addresses, read and written. In the static binary it is C (shims/quickjs/ip.c): a boot reads dozens of addresses, and
 * texts that are cut and joined cost it a twentieth of all its instructions.
 *
 * @module
 */

export interface Ip {
  readonly family: 4 | 6;
  /** Canonical: `192.0.2.1`, `2001:db8::1`. */
  readonly text: string;
  /** The same in numbers: 4 bytes, or 8 groups of 16 bits. */
  readonly units: readonly number[];
}

const LONGEST = "0000:0000:0000:0000:0000:ffff:255.255.255.255".length;

/** An address in its usual text form (four decimal parts, or IPv6 without a zone), or undefined. */
export function parseIp(text: string): Ip | undefined {
  if (text.length > LONGEST) return undefined;
  if (text.includes(":")) {
    const groups = parseGroups(text);
    return groups && { family: 6, text: formatGroups(groups), units: groups };
  }
  const bytes = parseBytes(text);
  return bytes && { family: 4, text, units: bytes };
}

function parseBytes(text: string): number[] | undefined {
  const bytes = text.split(".").map(Number);
  const valid = bytes.length === 4 && bytes.join(".") === text &&
    bytes.every(isByte);
  return valid ? bytes : undefined;
}

function isByte(number: number): boolean {
  return number >= 0 && number < 256;
}

const WITHOUT_IPV4 = /^[0-9A-Fa-f:]+$/;
const MAPPED = /^::[Ff]{4}:([0-9.]+)$/;

/** The eight groups of an IPv6 address; of those with IPv4 in them only mapped ones, as they alone are still in use. */
function parseGroups(text: string): number[] | undefined {
  if (!WITHOUT_IPV4.test(text)) return parseMapped(text);
  const gap = text.indexOf("::");
  const head = partsOf(gap < 0 ? text : text.slice(0, gap));
  const tail = partsOf(gap < 0 ? "" : text.slice(gap + 2));
  const written = head.length + tail.length;
  if (gap < 0 ? written !== 8 : written >= 8) return undefined;
  const groups = [0, 0, 0, 0, 0, 0, 0, 0];
  return readInto(groups, 0, head) && readInto(groups, 8 - tail.length, tail) ? groups : undefined;
}

function partsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

/** Reads hexadecimal digits into the groups from `start`. Returns whether each part is of one group. */
function readInto(groups: number[], start: number, parts: readonly string[]): boolean {
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index]!;
    if (part === "" || part.length > 4) return false;
    groups[start + index] = parseInt(part, 16);
  }
  return true;
}

function parseMapped(text: string): number[] | undefined {
  const bytes = parseBytes(MAPPED.exec(text)?.[1] ?? "");
  return bytes && [0, 0, 0, 0, 0, 0xffff, bytes[0]! * 256 + bytes[1]!, bytes[2]! * 256 + bytes[3]!];
}

/** RFC 5952: lower case, no leading zeros, the first of the longest runs of at least two zero groups as `::`. */
export function formatGroups(groups: readonly number[]): string {
  let start = 0;
  let length = 0;
  for (let from = 0; from < 8; from += 1) {
    let to = from;
    while (to < 8 && groups[to] === 0) to += 1;
    if (to - from > length) {
      start = from;
      length = to - from;
    }
    from = to;
  }
  if (length < 2) return hexadecimal(groups, 0, 8);
  return `${hexadecimal(groups, 0, start)}::${hexadecimal(groups, start + length, 8)}`;
}

function hexadecimal(groups: readonly number[], from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) text += (at === from ? "" : ":") + groups[at]!.toString(16);
  return text;
}
