/**
 * The checksum of the marker. In the static binary another module stands in its place (shims/compile/bundle.ts).
 *
 * @module
 */
import crc32 from "crc/calculators/crc32";

/** CRC-32 as zlib's, of the text's UTF-16 code units with the low byte first. */
export function checksum(text: string): number {
  const bytes = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes.set([unit & 0xff, unit >> 8], 2 * index);
  }
  return crc32(bytes) >>> 0;
}
