/// <reference path="./quickjs_modules.d.ts" />
/** What the scanner for JSON is in the static binary: the same in C. */
import * as native from "native";
import { DEEPEST_JSON, JSON_FAULTS, type JsonFault, MOST_JSON_VALUES } from "../config_drive/json_faults.ts";

export function findJsonFault(text: string): JsonFault | undefined {
  const found = native.jsonFault(text, DEEPEST_JSON, MOST_JSON_VALUES);
  return found === undefined ? undefined : { offset: found[0], what: JSON_FAULTS[found[1]]! };
}
