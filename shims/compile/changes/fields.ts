/**
 * How fields of objects are read and written: as before, without looking for what an object that has just been made cannot have, and
 * without a call where a value is there for the taking.
 *
 * @module
 */
import type { Change } from "./change.ts";

const FIELD = `
                ret = JS_DefinePropertyValue(ctx, sp[-2], atom, sp[-1],
                                             JS_PROP_C_W_E | JS_PROP_THROW);
                sp--;
                if (unlikely(ret < 0))
                    goto exception;
            }
            BREAK;
`;

/** A field of an object literal: a plain object that has no such property yet gets it at once. */
const NEW_FIELD = `
                if (likely(lacks_field(sp[-2], atom))) {
                    JSProperty *pr = add_property(ctx, JS_VALUE_GET_OBJ(sp[-2]), atom, JS_PROP_C_W_E);
                    if (unlikely(!pr))
                        goto exception;
                    pr->u.value = *--sp;
                    BREAK;
                }
${FIELD}`;

const COPY = `
static __exception int JS_CopyDataProperties(JSContext *ctx,
                                             JSValueConst target,
                                             JSValueConst source,
                                             JSValueConst excluded,
                                             BOOL setprop)
{`;

const LACKS_FIELD = `
static BOOL lacks_field(JSValueConst obj, JSAtom atom)
{
    if (JS_VALUE_GET_TAG(obj) != JS_TAG_OBJECT)
        return FALSE;
    JSObject *p = JS_VALUE_GET_OBJ(obj);
    return p->class_id == JS_CLASS_OBJECT && p->extensible && !find_own_property1(p, atom);
}
`;

const COPIED = `
        else
            ret = JS_DefinePropertyValue(ctx, target, tab_atom[i].atom, val,
                                         JS_PROP_C_W_E);
        if (ret < 0)
            goto exception;
    }
    js_free_prop_enum(ctx, tab_atom, tab_atom_count);
`;

/** The same for what is spread into a literal. */
const COPIED_FIELD = `
        else if (likely(lacks_field(target, tab_atom[i].atom))) {
            JSProperty *pr = add_property(ctx, JS_VALUE_GET_OBJ(target), tab_atom[i].atom, JS_PROP_C_W_E);
            if (unlikely(!pr)) {
                JS_FreeValue(ctx, val);
                goto exception;
            }
            pr->u.value = val;
            continue;
        }
${COPIED.slice(1)}`;

const GET_FIELD = `
                sf->cur_pc = pc;
                val = JS_GetProperty(ctx, sp[-1], atom);
                if (unlikely(JS_IsException(val)))
                    goto exception;
                JS_FreeValue(ctx, sp[-1]);
                sp[-1] = val;
`;

const GET_VALUE = `
                JSProperty *found = find_value(sp[-1], atom);
                if (likely(found)) {
                    val = JS_DupValue(ctx, found->u.value);
                    JS_FreeValue(ctx, sp[-1]);
                    sp[-1] = val;
                    BREAK;
                }
${GET_FIELD}`;

const GET_METHOD = `
                sf->cur_pc = pc;
                val = JS_GetProperty(ctx, sp[-1], atom);
                if (unlikely(JS_IsException(val)))
                    goto exception;
                *sp++ = val;
`;

const GET_METHOD_VALUE = `
                JSProperty *found = find_value(sp[-1], atom);
                if (likely(found)) {
                    *sp++ = JS_DupValue(ctx, found->u.value);
                    BREAK;
                }
${GET_METHOD}`;

const INTERPRETER = `
static JSValue JS_CallInternal(JSContext *caller_ctx, JSValueConst func_obj,
                               JSValueConst this_obj, JSValueConst new_target,
                               int argc, JSValue *argv, int flags)
{`;

/** The property that an object has or inherits, if it is a plain value; null where that takes more than to look for it. */
const FIND_VALUE = `
static force_inline JSProperty *find_value(JSValueConst obj, JSAtom atom)
{
    if (JS_VALUE_GET_TAG(obj) != JS_TAG_OBJECT)
        return NULL;
    JSProperty *pr;
    JSObject *p = JS_VALUE_GET_OBJ(obj);
    do {
        JSShapeProperty *prs = find_own_property(&pr, p, atom);
        if (prs)
            return prs->flags & JS_PROP_TMASK ? NULL : pr;
        if (p->is_exotic && (p->class_id != JS_CLASS_ARRAY || __JS_AtomIsTaggedInt(atom)))
            return NULL;
    } while ((p = p->shape->proto));
    return NULL;
}
`;

export const FIELD_CHANGES: readonly Change[] = [
  [FIELD, NEW_FIELD],
  [COPY, `${LACKS_FIELD}${COPY}`],
  [COPIED, COPIED_FIELD],
  [INTERPRETER, `${FIND_VALUE}${INTERPRETER}`],
  [GET_FIELD, GET_VALUE],
  [GET_METHOD, GET_METHOD_VALUE],
];
