/**
 * JSON as RFC 8259 has it. Engines differ in what else they take, and a drive must mean the same under each.
 *
 * @module
 */
import type { JsonFault } from "./json_faults.ts";
import { findJsonFault } from "./json_scanner.ts";

/** The value of a text, or what is wrong with the text. */
export function parseStrictJson(text: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  const fault = findJsonFault(text);
  return fault === undefined ? { value: JSON.parse(text) } : { fault };
}
