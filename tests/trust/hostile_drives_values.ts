/**
 * What a hostile drive puts where something else belongs; most of it is in `hostile_values.json`.
 *
 * @module
 */
import { BOND_MODES, BOND_OPTION_NAMES } from "../../lib/bond_options.ts";
import { Raw } from "./hostile_drives_json.ts";
import values from "./hostile_values.json" with { type: "json" };

/** Halves of surrogate pairs, which JSON files of UTF-8 cannot have but as escapes. */
const HALVES = ["\ud800", "\udfff", `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"B".repeat(48)} \ud800`];
const LONG = ["x", "é", "1", ":", ".", "a.", " ", "\\"].map((piece) => piece.repeat(4097));

/** Texts for any place: shells', terminals' and files' special characters, names, addresses, types, keys, hosts. */
export const TEXTS: readonly string[] = [...values.texts, ...BOND_MODES, "x".repeat(255), ...HALVES, ...LONG];

/** Numbers, some of them such as JSON can write and JavaScript cannot. */
export const NUMBERS: readonly (number | Raw)[] = [
  ...values.numbers,
  ...values.written.map((text) => new Raw(text)),
];

/** What is no JSON although it looks like it. */
export const BROKEN: readonly Raw[] = values.broken.map((text) => new Raw(text));

export const OTHERS: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: 1 },
  new Raw('"\\ud800\\u0000"'),
];

/** Every key that the program looks for, and some that it must not fall for. */
export const KEY_NAMES: readonly string[] = [
  ...values.keys,
  ...BOND_OPTION_NAMES.map((name) => `bond_${name}`),
];

/** For a bond's options: good, odd and bad ones. */
export const BOND_VALUES: readonly unknown[] = values.bondValues;
