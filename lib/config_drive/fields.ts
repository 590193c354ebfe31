/**
 * The values that fields of a config drive's JSON may have.
 *
 * @module
 */
import { parseDomain } from "../host_name.ts";
import { bitsOf, type Ip, isHostAddress, netmaskLength, parseIp } from "../ip.ts";
import { isSettableMac, parseMac } from "../mac.ts";
import type { Value } from "./entry.ts";

function textOrNumber(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === "string" ? value.trim() : undefined;
}

/** A whole number within bounds, also as text. */
function integer(value: unknown, low: number, high: number): number | undefined {
  const number = typeof value === "string" ? numberIn(value.trim()) : value;
  const fits = typeof number === "number" && Number.isInteger(number) && number >= low && number <= high;
  // JSON has a -0, which is no other number than 0.
  return fits ? number + 0 : undefined;
}

function numberIn(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function settable(value: unknown): string | undefined {
  const mac = parseMac(value);
  return mac !== undefined && isSettableMac(mac) ? mac : undefined;
}

function host(value: unknown): Ip | undefined {
  const ip = typeof value === "string" ? parseIp(value.trim()) : undefined;
  return ip !== undefined && isHostAddress(ip) ? ip : undefined;
}

/** An address with its prefix length where one is written. */
export interface WrittenAddress {
  readonly ip: Ip;
  readonly length: number | undefined;
}

function written(value: unknown): WrittenAddress | undefined {
  if (typeof value !== "string") return undefined;
  const { before, after } = atSlash(value);
  const ip = parseIp(before);
  if (ip === undefined) return undefined;
  if (after === undefined) return { ip, length: undefined };
  const length = integer(after, 0, bitsOf(ip.family));
  return length === undefined ? undefined : { ip, length };
}

/** What is before the first slash, and what is behind it. */
function atSlash(value: string): { readonly before: string; readonly after: string | undefined } {
  const text = value.trim();
  const slash = text.indexOf("/");
  return slash < 0
    ? { before: text, after: undefined }
    : { before: text.slice(0, slash), after: text.slice(slash + 1) };
}

/** The prefix length that a netmask of the family, or a number of bits, means; also as `/24` and `::/0`. */
export function readMask(value: unknown, family: 4 | 6): number | undefined {
  if (typeof value !== "string") return integer(value, 0, bitsOf(family));
  const { before: mask, after } = atSlash(value);
  const bits = after?.trim();
  const ip = parseIp(mask);
  const length = ip?.family === family ? netmaskLength(ip) : undefined;
  if (bits === undefined) return length ?? integer(mask, 0, bitsOf(family));
  const written = integer(bits, 0, bitsOf(family));
  return mask === "" || length === written ? written : undefined;
}

function isZero(value: unknown): boolean {
  return integer(value, 0, 0) === 0;
}

function isUnspecified(value: unknown): boolean {
  // Most addresses begin otherwise, and need not be read for this.
  if (typeof value !== "string" || !"0:".includes(value.trimStart().charAt(0))) return false;
  return ["0.0.0.0", "::"].includes(parseIp(value.trim())?.text ?? "");
}

export const text: Value<string> = {
  code: "text-invalid",
  expected: "a text",
  read: (value) => typeof value === "string" ? value : undefined,
};
export const mac: Value<string> = {
  code: "mac-invalid",
  expected: "a hardware address, as in 52:54:00:12:34:56",
  read: parseMac,
};
export const settableMac: Value<string> = {
  code: "device-mac-invalid",
  expected: "a hardware address to give a device, as in 52:54:00:12:34:56",
  read: settable,
};
export const mtu: Value<number> = {
  code: "mtu-invalid",
  expected: "an MTU, a number from 68 to 65535",
  read: (value) => integer(value, 68, 65535),
  isNone: isZero,
};
/** The kernel takes up to 4294967295; what is left serves for routes that have to give way. */
export const metric: Value<number> = {
  code: "route-metric-invalid",
  expected: "the metric of a route, a number from 1 to 999999999",
  read: (value) => integer(value, 1, 999999999),
  isNone: isZero,
};
export const vlanId: Value<number> = {
  code: "vlan-id-invalid",
  expected: "a VLAN id, a number from 1 to 4094",
  read: (value) => integer(value, 1, 4094),
};
/** neutron writes the unspecified address where a subnet has no name server. */
export const nameServer: Value<Ip> = {
  code: "name-server-invalid",
  expected: "the IP address of a name server",
  read: host,
  isNone: isUnspecified,
};
export const searchDomain: Value<string> = {
  code: "search-domain-invalid",
  expected: "the name of a domain",
  read: (value) => typeof value === "string" ? parseDomain(value) : undefined,
  isNone: (value) => value === ".",
};
/** A link-local one may name its link as a zone, which is the network's own. */
export const gateway: Value<Ip> = {
  code: "gateway-invalid",
  expected: "the IP address of a gateway",
  read: (value) =>
    host(
      typeof value === "string" && value.includes("%") ? value.replace(/^(\s*fe80:[^%]*)%.*$/i, "$1") : value,
    ),
  isNone: isUnspecified,
};
export const hostAddress: Value<WrittenAddress> = {
  code: "address-invalid",
  expected: "an IP address that an interface can have",
  read: (value) => {
    const address = written(value);
    return address !== undefined && isHostAddress(address.ip) && address.length !== 0 ? address : undefined;
  },
};
/** Of the loopback and of groups the kernel has routes of its own. */
export const networkAddress: Value<WrittenAddress> = {
  code: "route-network-invalid",
  expected: "the IP address of a network that a route can lead to",
  read: (value) => {
    const address = written(value);
    return address !== undefined && (isHostAddress(address.ip) || isUnspecified(address.ip.text))
      ? address
      : undefined;
  },
};
/** What a bond's option may be in JSON: text, a number, a switch or a list of texts. */
export const bondValue: Value<string> = {
  code: "bond-value-invalid",
  expected: "a text or a number",
  read: (value) =>
    Array.isArray(value) ? value.map(textOrNumber).join(",") : textOrNumber(booleanAsNumber(value)),
};

function booleanAsNumber(value: unknown): unknown {
  return typeof value === "boolean" ? Number(value) : value;
}
