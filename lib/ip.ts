/**
 * IP addresses and prefixes as values. An {@link Ip} only comes out of {@link parseIp}, so its text is always the
 * canonical form of bytes (RFC 5952 for IPv6) and never what somebody wrote.
 *
 * @module
 */
import ipaddr from "ipaddr.js";

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

/** Hexadecimal groups only, but for the mapped form: the library gives `::192.0.2.1` another meaning. No zone. */
const IPV6_CHARACTERS = /^(?:[0-9a-f:]*:[0-9a-f:]*|::ffff:[0-9.]+)$/i;

/** An address in its usual text form (four decimal parts, or IPv6 without a zone), or undefined. */
export function parseIp(text: string): Ip | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return { family: 4, text: ipaddr.IPv4.parse(text).toString() };
  }
  if (!IPV6_CHARACTERS.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  return { family: 6, text: ipaddr.IPv6.parse(text).toRFC5952String() };
}

/** The prefix length that a netmask means (`255.255.255.0`, `ffff:ffff::`), or undefined for one with holes. */
export function netmaskLength(mask: Ip): number | undefined {
  return ipaddr.parse(mask.text).prefixLengthFromSubnetMask() ?? undefined;
}

/** Whether an address is in a prefix. */
export function contains(prefix: Prefix, ip: Ip): boolean {
  return prefix.ip.family === ip.family &&
    networkOf({ ip, length: prefix.length }).text === networkOf(prefix).text;
}

/** The prefix's first address: host bits cleared. */
export function networkOf({ ip, length }: Prefix): Ip {
  const bytes = ipaddr.parse(ip.text).toByteArray();
  const masked = bytes.map((byte, index) => byte & maskByte(length - index * 8));
  const address = ipaddr.fromByteArray(masked);
  return ip.family === 4
    ? { family: 4, text: address.toString() }
    : { family: 6, text: (address as ipaddr.IPv6).toRFC5952String() };
}

function maskByte(bits: number): number {
  return bits >= 8 ? 255 : bits <= 0 ? 0 : 256 - 2 ** (8 - bits);
}

/** The dotted netmask of an IPv4 prefix length. */
export function netmaskText(length: number): string {
  return [0, 8, 16, 24].map((start) => maskByte(length - start)).join(".");
}

/** `192.0.2.1/24` */
export function prefixText({ ip, length }: Prefix): string {
  return `${ip.text}/${length}`;
}

/** Whether an address can be a host's own: neither unspecified, nor multicast, nor IPv4's broadcast, nor the loopback. */
export function isHostAddress(ip: Ip): boolean {
  return !["unspecified", "multicast", "broadcast", "loopback"].includes(ipaddr.parse(ip.text).range());
}

/** Whether an address is `fe80::/10`, on every link without being configured. */
export function isLinkLocal(ip: Ip): boolean {
  return ip.family === 6 && ipaddr.parse(ip.text).range() === "linkLocal";
}
