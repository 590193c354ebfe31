/**
 * SHA-1. In the static binary another module stands in its place (shims/compile/bundle.ts).
 *
 * @module
 */
import { sha1 } from "@noble/hashes/legacy.js";

/** The hash of bytes, 40 hexadecimal digits. Each byte is a character of the text, up to U+00FF. */
export function sha1Hex(bytes: string): string {
  const hash = sha1(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
