/// <reference path="./quickjs_modules.d.ts" />
/** What the library for CRC-32 is in the static binary: the same in C. */
import * as native from "native";

export default function crc32(bytes: Uint8Array<ArrayBuffer>): number {
  return native.crc32(bytes.buffer);
}
