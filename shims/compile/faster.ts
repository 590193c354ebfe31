/**
 * What is changed in the engine's sources, for the program and for what compiles its modules: what objects, fields, arrays, texts and
 * functions cost. A program does what it did, in less time.
 *
 * @module
 */
import { ARRAY_CHANGES } from "./changes/arrays.ts";
import { BYTECODE_CHANGES } from "./changes/bytecode.ts";
import type { Change } from "./changes/change.ts";
import { FIELD_CHANGES } from "./changes/fields.ts";
import { FREEING_CHANGES } from "./changes/freeing.ts";
import { OBJECT_CHANGES } from "./changes/objects.ts";
import { TEXT_CHANGES } from "./changes/texts.ts";
import { CompileError } from "./fault.ts";

export const CHANGES: readonly Change[] = [
  ...OBJECT_CHANGES,
  ...FIELD_CHANGES,
  ...ARRAY_CHANGES,
  ...TEXT_CHANGES,
  ...FREEING_CHANGES,
  ...BYTECODE_CHANGES,
];

/** The text of quickjs.c with the changes. Throws {@link CompileError} where one of them no longer has its place. */
export function faster(source: string): string {
  return CHANGES.reduce((text, [from, to]) => {
    const parts = text.split(from);
    if (parts.length === 2) return parts.join(to);
    throw new CompileError(`quickjs.c has ${parts.length - 1} places for a change that needs one:${from}`);
  }, source);
}
