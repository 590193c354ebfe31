/**
 * What becomes of objects that nobody refers to any more. Freeing them takes time, and most boots end before their memory is used up.
 * So they are left as they are, as long as the allocator says that there is enough.
 *
 * @module
 */
import type { Change } from "./change.ts";

const RUNTIME = `
struct JSRuntime {
`;

/** The allocator's to set: shims/quickjs/arena.c. */
const RUNTIME_AND_MEMORY = `
BOOL has_memory_to_leave;
${RUNTIME}`;

const FREED = `
    case JS_TAG_OBJECT:
    case JS_TAG_FUNCTION_BYTECODE:
        {
            JSGCObjectHeader *p = JS_VALUE_GET_PTR(v);
`;

const LEFT = `
    case JS_TAG_OBJECT:
    case JS_TAG_FUNCTION_BYTECODE:
        if (has_memory_to_leave)
            break;
        {
            JSGCObjectHeader *p = JS_VALUE_GET_PTR(v);
`;

export const FREEING_CHANGES: readonly Change[] = [
  [RUNTIME, RUNTIME_AND_MEMORY],
  [FREED, LEFT],
];
