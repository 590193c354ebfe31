/**
 * UUIDs made from names.
 *
 * @module
 */
import { sha1 } from "@noble/hashes/legacy.js";

/**
 * The version 5 UUID of a name within a namespace (RFC 9562, section 5.5): the same for the same two, always.
 *
 * @param namespace a UUID in its text form
 * @param name ASCII
 */
export function uuidV5(namespace: string, name: string): string {
  const bytes = sha1(Uint8Array.from([...uuidBytes(namespace), ...asciiBytes(name)])).slice(0, 16);
  bytes[6] = bytes[6]! & 0x0f | 0x50;
  bytes[8] = bytes[8]! & 0x3f | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function uuidBytes(uuid: string): number[] {
  return uuid.replaceAll("-", "").match(/../g)!.map((pair) => parseInt(pair, 16));
}

function asciiBytes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
