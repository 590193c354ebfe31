/**
 * The pieces of a netplan file.
 *
 * @module
 */
export type Yaml = string | number | boolean | readonly Yaml[] | Mapping;

export interface Mapping {
  readonly [key: string]: Yaml;
}

/** A mapping of the keys that have a value. */
export function mapping(entries: { readonly [key: string]: Yaml | undefined }): Mapping {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, Yaml] => entry[1] !== undefined),
  );
}

/** The list, or nothing in the place of an empty one. */
export function list(items: readonly Yaml[]): readonly Yaml[] | undefined {
  return items.length === 0 ? undefined : items;
}
