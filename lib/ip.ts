/**
 * IP addresses and prefixes as values. An {@link Ip} only comes out of {@link parseIp}, so its text is always the
 * canonical form of bytes (RFC 5952 for IPv6) and never what somebody wrote.
 *
 * It is our own, and held to a library's verdict by the tests: libraries for it cost a boot more than all the rest.
 *
 * @module
 */

export interface Ip {
  readonly family: 4 | 6;
  /** Canonical: `192.0.2.1`, `2001:db8::1`. */
  readonly text: string;
}

export interface Prefix {
  readonly ip: Ip;
  /** Bits: 0 to 32, or 0 to 128. */
  readonly length: number;
}

/** Bits of an address of the family. */
export function bitsOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

const LONGEST = "0000:0000:0000:0000:0000:ffff:255.255.255.255".length;

/** An address in its usual text form (four decimal parts, or IPv6 without a zone), or undefined. */
export function parseIp(text: string): Ip | undefined {
  if (text.length > LONGEST) return undefined;
  if (text.includes(":")) {
    const groups = parseGroups(text);
    return groups && { family: 6, text: formatGroups(groups) };
  }
  return parseBytes4(text) && { family: 4, text };
}

const GROUP = /^[0-9A-Fa-f]{1,4}$/;
const MAPPED = /^::[Ff]{4}:([0-9.]+)$/;

function parseBytes4(text: string): number[] | undefined {
  const parts = text.split(".");
  const bytes = parts.map(Number);
  const valid = parts.length === 4 &&
    bytes.every((byte, index) => byte >= 0 && byte < 256 && String(byte) === parts[index]);
  return valid ? bytes : undefined;
}

/** The eight groups of an IPv6 address; of those with IPv4 in them only mapped ones, as they alone are still in use. */
function parseGroups(text: string): number[] | undefined {
  if (text.includes(".")) return parseMapped(text);
  const halves = text.split("::");
  const [head = [], tail] = halves.map((half) => half === "" ? [] : half.split(":"));
  const written = [...head, ...tail ?? []];
  const missing = 8 - written.length;
  if (halves.length > 2 || !written.every((group) => GROUP.test(group))) return undefined;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array<string>(missing).fill("0"), ...tail ?? []].map((group) => parseInt(group, 16));
}

function parseMapped(text: string): number[] | undefined {
  const bytes = parseBytes4(MAPPED.exec(text)?.[1] ?? "");
  return bytes && [0, 0, 0, 0, 0, 0xffff, bytes[0]! * 256 + bytes[1]!, bytes[2]! * 256 + bytes[3]!];
}

/** RFC 5952: lower case, no leading zeros, the first of the longest runs of at least two zero groups as `::`. */
function formatGroups(groups: readonly number[]): string {
  let start = 0;
  let length = 0;
  for (let from = 0; from < 8; from += 1) {
    let to = from;
    while (to < 8 && groups[to] === 0) to += 1;
    if (to - from > length) [start, length] = [from, to - from];
    from = to;
  }
  const hex = groups.map((group) => group.toString(16));
  return length < 2
    ? hex.join(":")
    : `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

/** The address in units of 8 bits (IPv4) or 16 (IPv6). */
function unitsOf({ family, text }: Ip): number[] {
  return (family === 4 ? parseBytes4(text) : parseGroups(text))!;
}

function formatUnits(family: 4 | 6, units: readonly number[]): string {
  return family === 4 ? units.join(".") : formatGroups(units);
}

/** The prefix length that a netmask means (`255.255.255.0`, `ffff:ffff::`), or undefined for one with holes. */
export function netmaskLength(mask: Ip): number | undefined {
  const width = unitWidth(mask.family);
  const bits = unitsOf(mask).map((unit) => unit.toString(2).padStart(width, "0")).join("");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}

function unitWidth(family: 4 | 6): 8 | 16 {
  return family === 4 ? 8 : 16;
}

/** Tells whether an address is in one of the prefixes; in the time of their different lengths, not of their number. */
export function containing(prefixes: readonly Prefix[]): (ip: Ip) => boolean {
  const networks = new Set(prefixes.map((prefix) => `${networkOf(prefix).text}/${prefix.length}`));
  const lengths = { 4: new Set<number>(), 6: new Set<number>() };
  for (const { ip, length } of prefixes) lengths[ip.family].add(length);
  return (ip) =>
    [...lengths[ip.family]].some((length) => networks.has(`${networkOf({ ip, length }).text}/${length}`));
}

/** The prefix's first address: host bits cleared. */
export function networkOf({ ip, length }: Prefix): Ip {
  const width = unitWidth(ip.family);
  const masked = unitsOf(ip).map((unit, index) => unit & unitMask(length - index * width, width));
  return { family: ip.family, text: formatUnits(ip.family, masked) };
}

/** The address for all hosts of an IPv4 prefix; undefined where there is none: of one or two addresses, and for IPv6. */
export function broadcastOf({ ip, length }: Prefix): Ip | undefined {
  if (ip.family === 6 || length > 30) return undefined;
  const units = unitsOf(ip).map((unit, index) => unit | (255 - unitMask(length - index * 8, 8)));
  return { family: 4, text: formatUnits(4, units) };
}

/** A unit whose first `bits` bits are set. */
function unitMask(bits: number, width: number): number {
  return 2 ** width - 2 ** (width - Math.min(Math.max(bits, 0), width));
}

/** `192.0.2.1/24` */
export function prefixText({ ip, length }: Prefix): string {
  return `${ip.text}/${length}`;
}

/** Whether an address can be a host's own: neither unspecified, nor multicast, nor IPv4's broadcast, nor the loopback. */
export function isHostAddress(ip: Ip): boolean {
  const first = unitsOf(ip)[0]!;
  if (ip.family === 6) return first < 0xff00 && ip.text !== "::" && ip.text !== "::1";
  return first !== 127 && (first < 224 || first >= 240) && ip.text !== "0.0.0.0" &&
    ip.text !== "255.255.255.255";
}

/** Whether an address is `fe80::/10`, on every link without being configured. */
export function isLinkLocal(ip: Ip): boolean {
  return ip.family === 6 && (unitsOf(ip)[0]! & 0xffc0) === 0xfe80;
}
