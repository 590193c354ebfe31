/**
 * Reading one object of a config drive by a table of its fields, so that a bad field costs that field, or at most that
 * object.
 *
 * @module
 */
import { isObject } from "../json.ts";
import type { ProblemCode } from "../messages.ts";
import { type Place, quote } from "../problem.ts";

/** What a field's value may be. */
export interface Value<T> {
  /** Of the message that a value is none. */
  readonly code: ProblemCode;
  /** Completes the sentence `"…" is not …`. */
  readonly expected: string;
  /** The value as its type, or undefined for what is none. */
  readonly read: (value: unknown) => T | undefined;
  /** Values by which clouds say that there is none, beside those of {@link isNothing}. */
  readonly isNone?: (value: unknown) => boolean;
}

/** A field of an object. Of an optional one, a bad value costs the field only. */
export interface Field<T> extends Value<T> {
  readonly optional: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** The object that a table of fields describes. */
export type Read<F extends Fields> = { readonly [Key in keyof F]: F[Key] extends Field<infer T> ? T : never };

export function required<T>(value: Value<T>): Field<T> {
  return { ...value, optional: false };
}

export function optional<T>(value: Value<T>): Field<T | undefined> {
  return { ...value, optional: true };
}

/** Whether a value says no more than a field that is not there. Programs that fill a form write empty texts. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** Whether a field has a value, be it good or bad. */
export function isWritten(value: unknown, { isNone }: Value<unknown>): boolean {
  return !isNothing(value) && !isNone?.(value);
}

/**
 * The object as its fields type it; a field that says nothing counts as absent. A bad field that is optional is left out, any other bad field
 * costs the whole object; both are reported. `subject` names the object in messages: `link`, `network`.
 */
export function readObject<F extends Fields>(
  place: Place,
  fields: F,
  subject: string,
  value: unknown,
): Read<F> | undefined {
  if (!isObject(value)) {
    place.problem(
      `${quote(value)} is not a ${subject}, which is an object`,
      "it is skipped",
      "object-expected",
    );
    return undefined;
  }
  const object: Record<string, unknown> = {};
  let complete = true;
  for (const key of Object.keys(fields)) {
    const field = fields[key]!;
    const { expected, read, optional } = field;
    const written = isWritten(value[key], field) ? value[key] : undefined;
    const usable = written === undefined ? undefined : read(written);
    object[key] = usable;
    if (usable !== undefined || (optional && written === undefined)) continue;
    const fault = written === undefined ? `${expected} is missing` : `${quote(written)} is not ${expected}`;
    const action = optional ? "it is left out" : `the ${subject} is skipped`;
    place.at(key).problem(fault, action, written === undefined ? "field-missing" : field.code);
    complete &&= optional;
  }
  return complete ? object as Read<F> : undefined;
}

/** Two links for each VLAN id that there is: more than any machine has, and still read in a second. */
export const MOST_ITEMS = 8192;

/** What stands at a place, not yet looked at. */
export interface Item {
  readonly place: Place;
  readonly value: unknown;
}

/** The items of the list in a field of an object. A field that says nothing is an empty list; anything else is reported. */
export function readList(owner: Item, key: string): Item[] {
  const value = isObject(owner.value) ? owner.value[key] : undefined;
  if (isNothing(value)) return [];
  const place = owner.place.at(key);
  if (!Array.isArray(value)) {
    place.problem(`${quote(value)} is not a list`, "it is skipped", "list-expected");
    return [];
  }
  return firstItems(place, value).map((item, index) => ({ place: place.at(index), value: item }));
}

/** As many items as are read; reports that there are more. */
export function firstItems<T>(place: Place, items: readonly T[]): readonly T[] {
  if (items.length <= MOST_ITEMS) return items;
  const message = `${items.length} items are more than the ${MOST_ITEMS} that can be here`;
  place.problem(message, "the first of them are used", "list-too-long");
  return items.slice(0, MOST_ITEMS);
}
