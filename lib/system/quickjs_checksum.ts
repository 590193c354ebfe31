/// <reference path="./quickjs_modules.d.ts" />
/** What lib/apply/checksum.ts is in the static binary: the same in C. */
import * as native from "native";

export const checksum: (text: string) => number = native.crc32;
