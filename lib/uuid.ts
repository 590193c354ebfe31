/**
 * UUIDs made from names.
 *
 * @module
 */
import { sha1Hex } from "./sha1.ts";

/**
 * The version 5 UUID of a name within a namespace (RFC 9562, section 5.5): the same for the same two, always.
 *
 * @param namespace a UUID in its text form
 * @param name ASCII
 */
export function uuidV5(namespace: string, name: string): string {
  const hex = sha1Hex(uuidBytes(namespace) + name);
  const variant = (parseInt(hex.charAt(16), 16) & 0x3 | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** Each byte as a character. */
function uuidBytes(uuid: string): string {
  const pairs = uuid.replaceAll("-", "").match(/../g)!;
  return String.fromCharCode(...pairs.map((pair) => parseInt(pair, 16)));
}
