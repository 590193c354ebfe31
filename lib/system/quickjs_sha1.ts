/// <reference path="./quickjs_modules.d.ts" />
/** What lib/sha1.ts is in the static binary: the same in C. */
import * as native from "native";

export const sha1Hex: (bytes: string) => string = native.sha1;
