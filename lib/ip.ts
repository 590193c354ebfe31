/**
 * IP addresses and prefixes as values. An {@link Ip} only comes out of this module, so its text is always the canonical
 * form of its numbers (RFC 5952 for IPv6) and never what somebody wrote.
 *
 * It is our own, and held to a library's verdict by the tests: libraries for it cost a boot more than all the rest.
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
function formatGroups(groups: readonly number[]): string {
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

function unitWidth(family: 4 | 6): 8 | 16 {
  return family === 4 ? 8 : 16;
}

/** The prefix length that a netmask means (`255.255.255.0`, `ffff:ffff::`), or undefined for one with holes. */
export function netmaskLength({ family, units }: Ip): number | undefined {
  const width = unitWidth(family);
  const highest = (1 << width) - 1;
  const partial = units.findIndex((unit) => unit !== highest);
  if (partial < 0) return bitsOf(family);
  const rest = highest + 1 - units[partial]!;
  const isMask = (rest & (rest - 1)) === 0 && units.every((unit, index) => index <= partial || unit === 0);
  return isMask ? (partial + 1) * width - 31 + Math.clz32(rest) : undefined;
}

/** Tells whether an address is in one of the prefixes; in the time of their different lengths, not of their number. */
export function containing(prefixes: readonly Prefix[]): (ip: Ip) => boolean {
  const networks = new Set(prefixes.map(networkKey));
  const lengths = { 4: new Set<number>(), 6: new Set<number>() };
  for (const { ip, length } of prefixes) lengths[ip.family].add(length);
  return (ip) => [...lengths[ip.family]].some((length) => networks.has(networkKey({ ip, length })));
}

/** The same for all prefixes of one network, and quicker to make than its text. */
function networkKey({ ip: { family, units }, length }: Prefix): string {
  const width = unitWidth(family);
  const whole = Math.trunc(length / width);
  const rest = (units[whole] ?? 0) >> (width - length % width);
  return `${family} ${units.slice(0, whole).join()} ${rest}/${length}`;
}

/** The prefix's first address: host bits cleared. */
export function networkOf({ ip, length }: Prefix): Ip {
  const width = unitWidth(ip.family);
  const units = ip.units.map((unit, index) => {
    const beyond = (index + 1) * width - length;
    return beyond <= 0 ? unit : beyond >= width ? 0 : unit >> beyond << beyond;
  });
  if (units.every((unit, index) => unit === ip.units[index])) return ip;
  return { family: ip.family, text: ip.family === 4 ? units.join(".") : formatGroups(units), units };
}

/** The address for all hosts of an IPv4 prefix; undefined where there is none: of one or two addresses, and for IPv6. */
export function broadcastOf({ ip, length }: Prefix): Ip | undefined {
  if (ip.family === 6 || length > 30) return undefined;
  const units = ip.units.map((unit, index) => unit | (255 >> Math.min(Math.max(length - index * 8, 0), 8)));
  return { family: 4, text: units.join("."), units };
}

/** `192.0.2.1/24` */
export function prefixText({ ip, length }: Prefix): string {
  return `${ip.text}/${length}`;
}

/** Whether an IPv4 prefix with an address for all hosts has one of a host: neither that one nor the first, which is the network's own. */
export function isHostOfPrefix(prefix: Prefix): boolean {
  const last = broadcastOf(prefix);
  return last === undefined || (last.text !== prefix.ip.text && networkOf(prefix) !== prefix.ip);
}

/** Whether an address can be a host's own: neither unspecified, `0.0.0.0/8` (RFC 1122), multicast, IPv4's broadcast nor the loopback. */
export function isHostAddress(ip: Ip): boolean {
  const first = ip.units[0]!;
  if (ip.family === 6) return first < 0xff00 && ip.text !== "::" && ip.text !== "::1";
  return first !== 0 && first !== 127 && (first < 224 || first >= 240) && ip.text !== "255.255.255.255";
}

/** Whether an address is `fe80::/10`, on every link without being configured. */
export function isLinkLocal(ip: Ip): boolean {
  return ip.family === 6 && (ip.units[0]! & 0xffc0) === 0xfe80;
}
