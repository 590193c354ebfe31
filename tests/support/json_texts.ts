/**
 * Texts that are JSON or nearly so, for every parser of the program.
 *
 * @module
 */
import fc from "fast-check";
import { DEEPEST_JSON, type JsonFault, MOST_JSON_VALUES } from "../../lib/config_drive/json_faults.ts";

export type FaultyText = JsonFault & { readonly text: string };

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

const fault = (text: string, offset: number, what: JsonFault["what"]): FaultyText => ({ text, offset, what });

export const FAULTS: readonly FaultyText[] = [
  fault("<html>503</html>", 0, "this is no value"),
  fault('{"a": nothing}', 6, "this is no value"),
  fault("['a']", 1, "this is no value"),
  fault("[NaN]", 1, "this is no value"),
  fault("[+1]", 1, "this is no value"),
  fault("[.5]", 1, "this is no value"),
  fault("\u00a0[]", 0, "this is no value"),
  fault("[\u0000]", 1, "this is no value"),
  fault("", 0, "a value is missing"),
  fault('{"a":}', 5, "a value is missing"),
  fault('{"a": ]', 6, "a value is missing"),
  fault("{a: 1}", 1, "a key in double quotes is missing"),
  fault("{1: 1}", 1, "a key in double quotes is missing"),
  fault('{"a": 1, b: 2}', 9, "a key in double quotes is missing"),
  fault("{]", 1, "a key in double quotes is missing"),
  fault('{"a" 1}', 5, "a colon is missing"),
  fault('{"a", 1}', 4, "a colon is missing"),
  fault('{"a": 1\n"b": 2}', 8, "a comma or } is missing"),
  fault('{"a": 1]', 7, "a comma or } is missing"),
  fault("[1 // one\n, 2]", 3, "a comma or ] is missing"),
  fault("[1 2]", 3, "a comma or ] is missing"),
  fault("[truex]", 5, "a comma or ] is missing"),
  fault('["a"}', 4, "a comma or ] is missing"),
  fault("[1, ]", 2, "there is a comma too many"),
  fault("[1,, 2]", 3, "there is a comma too many"),
  fault("[,]", 1, "there is a comma too many"),
  fault('{"a": 1,\n}', 7, "there is a comma too many"),
  fault('{"a": 1,, "b": 2}', 8, "there is a comma too many"),
  fault("{,}", 1, "there is a comma too many"),
  fault("[01]", 1, "this is no number"),
  fault("[-01]", 1, "this is no number"),
  fault("[1.]", 1, "this is no number"),
  fault("[-1.e5]", 1, "this is no number"),
  fault("[1e]", 1, "this is no number"),
  fault("[1e+]", 1, "this is no number"),
  fault("[1.2.3]", 1, "this is no number"),
  fault("-", 0, "this is no number"),
  fault('{"a": "b}', 6, "a string is not closed"),
  fault('["a\n"]', 1, "a string is not closed"),
  fault('["a\r\n"]', 1, "a string is not closed"),
  fault('["a\\"]', 1, "a string is not closed"),
  fault('["\\x41"]', 2, "a string has an escape that JSON does not have"),
  fault('["ä\ud83d\ude00\\\'"]', 5, "a string has an escape that JSON does not have"),
  fault('["\\\\\\v"]', 4, "a string has an escape that JSON does not have"),
  fault('["\\u12g4"]', 2, "a string has an escape that JSON does not have"),
  fault('["\\u12 cafe"]', 2, "a string has an escape that JSON does not have"),
  fault('["\\u12', 2, "a string has an escape that JSON does not have"),
  fault('["\\', 2, "a string has an escape that JSON does not have"),
  fault('["\\\u0000"]', 2, "a string has an escape that JSON does not have"),
  fault('["a\tb"]', 3, "a string has a control character, which must be escaped"),
  fault('["\u0000"]', 2, "a string has a control character, which must be escaped"),
  fault('{"a": [{"b": 1}], "c": {\n ', 24, "the text ends within an object"),
  fault('{"a"', 4, "the text ends within an object"),
  fault('{"a":  ', 5, "the text ends within an object"),
  fault('{"a": 1,', 8, "the text ends within an object"),
  fault("[1\n\n", 2, "the text ends within a list"),
  fault("[", 1, "the text ends within a list"),
  fault("[1,", 3, "the text ends within a list"),
  fault("{}\n{}", 3, "there is more text behind the end"),
  fault("1 2", 2, "there is more text behind the end"),
  fault("[]\u0000", 2, "there is more text behind the end"),
  fault(nested(DEEPEST_JSON + 1), DEEPEST_JSON, "it is nested too deep"),
  fault('{"a":'.repeat(2_000_000), DEEPEST_JSON * 5, "it is nested too deep"),
  fault(`[${"[],".repeat(MOST_JSON_VALUES - 1)}[]]`, 3 * MOST_JSON_VALUES - 2, "there are too many values"),
];

export const TAKEN: readonly string[] = [
  `[${"0,".repeat(MOST_JSON_VALUES - 2)}0]`,
  ...["{}", "[]", " \t\r\n1 \n", '""', "null", "true", "false", '[{"a": [{}, [], -0]}, "b"]'],
  ...[
    "0",
    "-0",
    "10",
    "-0.5",
    "1e-05",
    "1E+5",
    "1.5e007",
    "-0.0e-0",
    "123456789012345678901234567890",
    "1e999",
  ],
  '["1.", "2026-01-02"]',
  '["a\\"1.", -0.5, 0]',
  '["\\\\v", "\\\\"]',
  '["\\\\\\"-01\\\\", -1.5e3]',
  '["\\u0041\\b\\f\\n\\r\\t\\/\\ud83d\\u00e4"]',
  '["ä€\ud83d\ude00\u2028\u007f\ufeff", "ÿ"]',
  '{"a": 1, "a": 2, "__proto__": 3, "": 4}',
  nested(DEEPEST_JSON),
];

const CHARACTERS = [...'{}[]:,"\\-+.0123456789eEutrfalsn \n\u0000ä\ud83d'];

/** Documents of which a character or two are replaced, left out or doubled, and pieces of JSON in any order. */
export const textsLikeJson: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(
    fc.json(),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("", ...CHARACTERS), fc.nat(1)), { maxLength: 2 }),
  )
    .map(([text, edits]) => edits.reduce(edited, text)),
  fc.array(fc.constantFrom(...CHARACTERS, "true", "null", '"a"', "12", '{"a":'), { maxLength: 12 })
    .map((pieces) => pieces.join("")),
);

function edited(text: string, [at, by, removed]: readonly [at: number, by: string, removed: number]): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + by + text.slice(place + removed);
}
