/**
 * IP addresses and prefixes as values. An {@link Ip} only comes out of this module, so its text is always the canonical
 * form of its numbers (RFC 5952 for IPv6) and never what somebody wrote.
 *
 * It is our own, and held to a library's verdict by the tests: libraries for it cost a boot more than all the rest.
 *
 * @module
 */
import { formatGroups, type Ip } from "./ip_text.ts";

export { type Ip, parseIp } from "./ip_text.ts";

export interface Prefix {
  readonly ip: Ip;
  /** Bits: 0 to 32, or 0 to 128. */
  readonly length: number;
}

/** Bits of an address of the family. */
export function bitsOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

function unitWidth(family: 4 | 6): 8 | 16 {
  return family === 4 ? 8 : 16;
}

/** The prefix length that a netmask means (`255.255.255.0`, `ffff:ffff::`), or undefined for one with holes. */
export function netmaskLength({ family, units }: Ip): number | undefined {
  const width = unitWidth(family);
  const highest = (1 << width) - 1;
  let partial = 0;
  while (units[partial] === highest) partial += 1;
  if (partial === units.length) return bitsOf(family);
  const rest = highest + 1 - units[partial]!;
  let after = rest & (rest - 1);
  for (let index = partial + 1; index < units.length; index += 1) after |= units[index]!;
  return after === 0 ? (partial + 1) * width - 31 + Math.clz32(rest) : undefined;
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
  let key = family + "/" + length + " " + rest;
  for (let index = 0; index < whole; index += 1) key += "," + units[index];
  return key;
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
