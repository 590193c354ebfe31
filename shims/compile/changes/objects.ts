/**
 * What new objects and functions look like: as before, without looking first for what a function that has just been made cannot
 * have, and without making the shape anew that an earlier object had.
 *
 * @module
 */
import type { Change } from "./change.ts";

const FUNCTION = `
    JS_DefinePropertyValue(ctx, func_obj, JS_ATOM_length, JS_NewInt32(ctx, len),
                           JS_PROP_CONFIGURABLE);
    JS_DefinePropertyValue(ctx, func_obj, JS_ATOM_name,
                           JS_AtomToString(ctx, name), JS_PROP_CONFIGURABLE);
`;

/** A function that was just made has neither a length nor a name. */
const NEW_FUNCTION = `
    JSObject *p = JS_VALUE_GET_OBJ(func_obj);
    JSProperty *pr = add_property(ctx, p, JS_ATOM_length, JS_PROP_CONFIGURABLE);
    if (likely(pr))
        pr->u.value = JS_NewInt32(ctx, len);
    pr = add_property(ctx, p, JS_ATOM_name, JS_PROP_CONFIGURABLE);
    if (likely(pr))
        pr->u.value = JS_AtomToString(ctx, name);
`;

const CLOSURE = `
    b = JS_VALUE_GET_PTR(bfunc);
    func_obj = JS_NewObjectClass(ctx, func_kind_to_class_id[b->func_kind]);
    if (JS_IsException(func_obj)) {
        JS_FreeValue(ctx, bfunc);
        return JS_EXCEPTION;
    }
    func_obj = js_closure2(ctx, func_obj, b, cur_var_refs, sf);
    if (JS_IsException(func_obj)) {
        /* bfunc has been freed */
        goto fail;
    }
    name_atom = b->func_name;
    if (name_atom == JS_ATOM_NULL)
        name_atom = JS_ATOM_empty_string;
    js_function_set_properties(ctx, func_obj, name_atom,
                               b->defined_arg_count);
`;

/** Functions after the first have their length and their name where that has them. */
const SHAPED_CLOSURE = `
    b = JS_VALUE_GET_PTR(bfunc);
    name_atom = b->func_name;
    if (name_atom == JS_ATOM_NULL)
        name_atom = JS_ATOM_empty_string;
    BOOL is_plain = b->func_kind == JS_FUNC_NORMAL, is_shaped = is_plain && ctx->function_shape;
    func_obj = is_shaped
        ? JS_NewObjectFromShape(ctx, js_dup_shape(ctx->function_shape), JS_CLASS_BYTECODE_FUNCTION)
        : JS_NewObjectClass(ctx, func_kind_to_class_id[b->func_kind]);
    if (JS_IsException(func_obj)) {
        JS_FreeValue(ctx, bfunc);
        return JS_EXCEPTION;
    }
    if (is_shaped) {
        JSProperty *pr = JS_VALUE_GET_OBJ(func_obj)->prop;
        pr[0].u.value = JS_NewInt32(ctx, b->defined_arg_count);
        pr[1].u.value = JS_AtomToString(ctx, name_atom);
    }
    func_obj = js_closure2(ctx, func_obj, b, cur_var_refs, sf);
    if (JS_IsException(func_obj)) {
        /* bfunc has been freed */
        goto fail;
    }
    if (!is_shaped)
        js_function_set_properties(ctx, func_obj, name_atom, b->defined_arg_count);
    if (is_plain && !is_shaped)
        ctx->function_shape = js_dup_shape(JS_VALUE_GET_OBJ(func_obj)->shape);
`;

const SHAPE = `
    JSShape *array_shape;   /* initial shape for Array objects */
`;

const MARKED_SHAPE = `
    if (ctx->array_shape)
        mark_func(rt, &ctx->array_shape->header);
`;

const FREED_SHAPE = `
    js_free_shape_null(ctx->rt, ctx->array_shape);
`;

/** The same for the shape of functions as for that of arrays. */
function withFunctions(text: string): string {
  return text + text.replaceAll("array_shape", "function_shape");
}

const RUNTIME = `
    JSShape **shape_hash;
    void *user_opaque;
`;

/**
 * The shapes that were made last stay when the objects that have them are gone, as the next objects are like them. An object with more
 * properties is a table, whose next shape nobody needs again; and so are those that the engine makes before the first function of a
 * program.
 */
const KEPT = `
#define KEPT_SHAPES 256
#define MOST_KEPT_PROPERTIES 12
    JSShape *kept_shapes[KEPT_SHAPES];
    unsigned kept_shapes_count;
`;

const END = `
    JS_FreeValueRT(rt, rt->current_exception);

    list_for_each_safe(el, el1, &rt->job_list) {
`;

const END_OF_KEPT = `
    for (i = 0; i < KEPT_SHAPES; i++)
        js_free_shape_null(rt, rt->kept_shapes[i]);
`;

const CLONE = `
/* The shape is cloned. The new shape is not inserted in the shape
   hash table */
static JSShape *js_clone_shape(`;

const KEEP = `
static void keep_shape(JSRuntime *rt, JSShape *sh)
{
    JSShape **place = &rt->kept_shapes[rt->kept_shapes_count++ % KEPT_SHAPES], *before = *place;
    sh->header.ref_count++;
    *place = sh;
    js_free_shape_null(rt, before);
}
`;

const DECLARED = `
static int JS_CreateProperty(JSContext *ctx, JSObject *p,
                             JSAtom prop, JSValueConst val,
                             JSValueConst getter, JSValueConst setter,
                             int flags);
`;

const MADE = `
            return JS_EXCEPTION;
    }
    return JS_NewObjectFromShape(ctx, sh, class_id);
`;

const MADE_KEPT = MADE.replace("    }\n", "        keep_shape(ctx->rt, sh);\n    }\n");

const ADDED = `
    return &p->prop[p->shape->prop_count - 1];
`;

const KEEP_ADDED = `
    if (ctx->function_shape && p->shape->is_hashed && p->shape->prop_count <= MOST_KEPT_PROPERTIES)
        keep_shape(ctx->rt, p->shape);`;

/** Nearly all objects of a program have three or four properties. */
const FEW_PROPERTIES = "\n#define JS_PROP_INITIAL_SIZE 2\n";

export const OBJECT_CHANGES: readonly Change[] = [
  [FUNCTION, NEW_FUNCTION],
  [CLOSURE, SHAPED_CLOSURE],
  [RUNTIME, `${RUNTIME}${KEPT}`],
  [END, `${END_OF_KEPT}${END}`],
  [DECLARED, `${DECLARED}static void js_free_shape_null(JSRuntime *rt, JSShape *sh);\n`],
  [CLONE, `${KEEP}${CLONE}`],
  [MADE, MADE_KEPT],
  [ADDED, `${KEEP_ADDED}${ADDED}`],
  [SHAPE, withFunctions(SHAPE)],
  [MARKED_SHAPE, withFunctions(MARKED_SHAPE)],
  [FREED_SHAPE, withFunctions(FREED_SHAPE)],
  [FEW_PROPERTIES, FEW_PROPERTIES.replace("2", "4")],
];
