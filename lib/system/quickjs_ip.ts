/// <reference path="./quickjs_modules.d.ts" />
/** What lib/ip_text.ts is in the static binary: the same in C. */
import * as native from "native";
import type { Ip } from "../ip_text.ts";

export const parseIp: (text: string) => Ip | undefined = native.parseIp;
export const formatGroups: (groups: readonly number[]) => string = native.formatGroups;
