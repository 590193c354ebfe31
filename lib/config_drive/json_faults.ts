/**
 * What can be wrong with a text that should be JSON.
 *
 * @module
 */

/** In the order of the numbers that shims/quickjs/json.c has for them. */
export const JSON_FAULTS = [
  "this is no value",
  "a value is missing",
  "a key in double quotes is missing",
  "a colon is missing",
  "a comma or } is missing",
  "a comma or ] is missing",
  "there is a comma too many",
  "this is no number",
  "a string is not closed",
  "a string has an escape that JSON does not have",
  "a string has a control character, which must be escaped",
  "the text ends within an object",
  "the text ends within a list",
  "there is more text behind the end",
  "it is nested too deep",
  "there are too many values",
] as const;

export interface JsonFault {
  /** In UTF-16 code units from the text's start. Where the text ends too early, the end of the last that is in it. */
  readonly offset: number;
  readonly what: typeof JSON_FAULTS[number];
}

/** Real documents have 6 levels; every engine can still recurse as deep as this. */
export const DEEPEST_JSON = 512;

/** A value takes up to 200 bytes when it is parsed; real documents have some thousands, 4,096 networks have 80,000. */
export const MOST_JSON_VALUES = 200_000;
