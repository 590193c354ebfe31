/**
 * Reading one object of a config drive so that a bad field costs that field, or at most that object.
 *
 * @module
 */
import * as v from "valibot";
import { type Place, quote } from "../problem.ts";

type ObjectSchema = v.ObjectSchema<v.ObjectEntries, undefined>;

/**
 * The object as its schema types it; null counts as absent. A bad field that may be absent is left out, any other bad field costs the whole
 * object; both are reported. `subject` names the object in messages: `link`, `network`.
 */
export function readObject<S extends ObjectSchema>(
  place: Place,
  schema: S,
  subject: string,
  value: unknown,
): v.InferOutput<S> | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    place.problem(`${quote(value)} is not a ${subject}, which is an object`, "it is skipped");
    return undefined;
  }
  const usable = withoutNulls(value);
  const first = v.safeParse(schema, usable);
  if (first.success) return first.output;
  let complete = true;
  for (const field of badFields(schema, usable, first.issues)) {
    const dispensable = schema.entries[field.key]?.type === "optional";
    const action = dispensable ? "it is left out" : `the ${subject} is skipped`;
    place.at(field.key).problem(field.message, action);
    if (dispensable) delete usable[field.key];
    else complete = false;
  }
  return complete ? v.parse(schema, usable) : undefined;
}

function withoutNulls(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

function badFields(
  schema: ObjectSchema,
  value: Record<string, unknown>,
  issues: readonly v.BaseIssue<unknown>[],
): { key: string; message: string }[] {
  return issues.flatMap((issue) => {
    const key = issue.path?.[0]?.key;
    if (typeof key !== "string") return [];
    const message = value[key] === undefined
      ? `${expectationOf(schema, key)} is missing`
      : `${quote(value[key])} is not ${issue.message}`;
    return [{ key, message }];
  });
}

/** What the field's own schema says that it wants: for an absent field the library has words of its own. */
function expectationOf(schema: ObjectSchema, key: string): string {
  const { issues } = v.safeParse(schema.entries[key]!, undefined);
  return issues?.[0].message ?? "a value";
}

/** Two links for each VLAN id that there is: more than any machine has, and still read in a second. */
const MOST_ITEMS = 8192;

/** What stands at a place, not yet looked at. */
export interface Item {
  readonly place: Place;
  readonly value: unknown;
}

/** The items of a list. Absent and null are an empty list; anything else is reported. */
export function readList(place: Place, value: unknown): Item[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    place.problem(`${quote(value)} is not a list`, "it is skipped");
    return [];
  }
  return firstItems(place, value).map((item, index) => ({ place: place.at(index), value: item }));
}

/** As many items as are read; reports that there are more. */
export function firstItems<T>(place: Place, items: readonly T[]): readonly T[] {
  if (items.length <= MOST_ITEMS) return items;
  const message = `${items.length} items are more than the ${MOST_ITEMS} that can be here`;
  place.problem(message, "the first of them are used");
  return items.slice(0, MOST_ITEMS);
}
