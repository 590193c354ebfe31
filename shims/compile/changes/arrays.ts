/**
 * How arrays are read and grown: as before, but without a detour where their elements lie side by side.
 *
 * @module
 */
import type { Change } from "./change.ts";

const NEXT_ELEMENT = `
int JS_DefinePropertyValueValue(JSContext *ctx, JSValueConst this_obj,
                                JSValue prop, JSValue val, int flags)
{
    JSAtom atom;
    int ret;
`;

/** The element behind the last one of a list. */
const APPENDED = `
int JS_DefinePropertyValueValue(JSContext *ctx, JSValueConst this_obj,
                                JSValue prop, JSValue val, int flags)
{
    JSAtom atom;
    int ret;
    if (likely(is_list(this_obj) && JS_VALUE_GET_TAG(prop) == JS_TAG_INT)) {
        JSObject *p = JS_VALUE_GET_OBJ(this_obj);
        int new_flags = flags & ~(JS_PROP_THROW | JS_PROP_THROW_STRICT);
        if (p->extensible && new_flags == JS_PROP_C_W_E && JS_VALUE_GET_INT(prop) == p->u.array.count)
            return add_fast_array_element(ctx, p, val, flags);
    }
`;

const ELEMENT = `
static int JS_TryGetPropertyInt64(JSContext *ctx, JSValueConst obj, int64_t idx, JSValue *pval)
{
    JSValue val = JS_UNDEFINED;
    JSAtom prop;
    int present;
`;

/** A list: an array whose elements lie side by side, the first of them 0, and each of them a value. */
const LISTED = `
static BOOL is_list(JSValueConst obj)
{
    return JS_VALUE_GET_TAG(obj) == JS_TAG_OBJECT && JS_VALUE_GET_OBJ(obj)->class_id == JS_CLASS_ARRAY &&
        JS_VALUE_GET_OBJ(obj)->fast_array;
}
${ELEMENT}
    if (likely(is_list(obj) && idx >= 0 && idx < JS_VALUE_GET_OBJ(obj)->u.array.count)) {
        *pval = JS_DupValue(ctx, JS_VALUE_GET_OBJ(obj)->u.array.u.values[idx]);
        return TRUE;
    }
`;

const LENGTH = `
static __exception int js_get_length64(JSContext *ctx, int64_t *pres,
                                       JSValueConst obj)
{
    JSValue len_val;
`;

/** The first property of an array is its length. */
const LENGTH_OF_LIST = `${LENGTH}
    if (likely(is_list(obj) && JS_VALUE_GET_TAG(JS_VALUE_GET_OBJ(obj)->prop[0].u.value) == JS_TAG_INT)) {
        *pres = JS_VALUE_GET_INT(JS_VALUE_GET_OBJ(obj)->prop[0].u.value);
        return 0;
    }
`;

const SPECIES = `
    ctor = JS_GetProperty(ctx, obj, JS_ATOM_constructor);
    if (JS_IsException(ctor))
        return ctor;
    if (JS_IsConstructor(ctx, ctor)) {
`;

/** What an array makes an array of, unless somebody says otherwise (Symbol.species, which no module does: missing.ts). */
const ARRAY_OF_ARRAY = `
    ctor = JS_GetProperty(ctx, obj, JS_ATOM_constructor);
    if (JS_IsException(ctor))
        return ctor;
    if (likely(JS_VALUE_GET_TAG(len_val) == JS_TAG_INT && JS_VALUE_GET_TAG(ctor) == JS_TAG_OBJECT &&
               JS_VALUE_GET_OBJ(ctor) == JS_VALUE_GET_OBJ(ctx->array_ctor))) {
        JS_FreeValue(ctx, ctor);
        ret = JS_NewArray(ctx);
        int length = JS_VALUE_GET_INT(len_val);
        if (JS_IsException(ret) || length == 0)
            return ret;
        JSObject *p = JS_VALUE_GET_OBJ(ret);
        p->prop[0].u.value = len_val;
        if (length <= MOST_AT_ONCE && expand_fast_array(ctx, p, length)) {
            JS_FreeValue(ctx, ret);
            return JS_EXCEPTION;
        }
        return ret;
    }
    if (JS_IsConstructor(ctx, ctor)) {
`;

const SPECIES_FUNCTION = `
static JSValue JS_ArraySpeciesCreate(JSContext *ctx, JSValueConst obj,
                                     JSValueConst len_val)
{`;

const ROOM = `
    new_size = max_int(new_len, p->u.array.u1.size * 3 / 2);
    new_array_prop`;

/** A list begins with room for three, which fill a block. */
const MORE_ROOM = `
    new_size = max_int(max_int(new_len, 3), p->u.array.u1.size * 3 / 2);
    new_array_prop`;

export const ARRAY_CHANGES: readonly Change[] = [
  [NEXT_ELEMENT, APPENDED],
  [ELEMENT, LISTED],
  [LENGTH, LENGTH_OF_LIST],
  [SPECIES, ARRAY_OF_ARRAY],
  [
    SPECIES_FUNCTION,
    `
/* A larger array gets its room as it is filled. */
#define MOST_AT_ONCE 4096
${SPECIES_FUNCTION}`,
  ],
  [ROOM, MORE_ROOM],
];
