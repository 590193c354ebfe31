/**
 * Values of a parsed YAML document, each of the type that it must be or a fault.
 *
 * @module
 */

export type Fields = Readonly<Record<string, unknown>>;

export function mapping(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw odd("mapping", value);
  return value as Fields;
}

/** A mapping that has none but these keys. */
export function fields(value: unknown, keys: readonly string[]): Fields {
  const unknown = Object.keys(mapping(value)).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw new Error(`unknown keys: ${unknown.join(", ")}`);
  return mapping(value);
}

/** An absent list is an empty one. */
export function list(value: unknown = []): readonly unknown[] {
  if (!Array.isArray(value)) throw odd("list", value);
  return value;
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw odd("text", value);
  return value;
}

export function number(value: unknown): number {
  if (typeof value !== "number") throw odd("number", value);
  return value;
}

export function boolean(value: unknown): boolean {
  if (typeof value !== "boolean") throw odd("boolean", value);
  return value;
}

export function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function odd(type: string, value: unknown): Error {
  return new Error(`not a ${type}: ${JSON.stringify(value)}`);
}
