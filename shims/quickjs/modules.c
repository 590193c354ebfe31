/*
 * The program's modules: bytecode in a table, read when a module is first imported.
 */
#include <string.h>

#include "modules.h"
#include "native.h"

static const uint8_t *bytecode_of(const module_bytecode *module)
{
    if (module->stored == module->size)
        return module->bytes;
    unpack(unpacked, module->bytes, module->stored);
    return unpacked;
}

static JSModuleDef *load(JSContext *ctx, const char *name, void *opaque)
{
    for (int i = 0; i < modules_count; i++) {
        if (strcmp(modules[i].name, name) != 0)
            continue;
        JSValue module = JS_ReadObject(ctx, bytecode_of(&modules[i]), modules[i].size, JS_READ_OBJ_BYTECODE);
        return JS_IsException(module) ? NULL : JS_VALUE_GET_PTR(module);
    }
    JS_ThrowReferenceError(ctx, "there is no module %s", name);
    return NULL;
}

/* importModule(name): the promise of a module, as `import()` returns it; that needs debug information to work. */
JSValue module_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    const char *name = JS_ToCString(ctx, argv[0]);
    if (!name)
        return JS_EXCEPTION;
    JSValue promise = JS_LoadModule(ctx, "", name);
    JS_FreeCString(ctx, name);
    return promise;
}

/* wait(promise): what it is settled to. */
JSValue wait_for_promise(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    JSContext *other;
    while (JS_PromiseState(ctx, argv[0]) == JS_PROMISE_PENDING) {
        int jobs = JS_ExecutePendingJob(JS_GetRuntime(ctx), &other);
        if (jobs < 0)
            return JS_EXCEPTION;
        if (jobs == 0)
            return JS_ThrowInternalError(ctx, "nothing will settle the promise");
    }
    JSValue result = JS_PromiseResult(ctx, argv[0]);
    return JS_PromiseState(ctx, argv[0]) == JS_PROMISE_REJECTED ? JS_Throw(ctx, result) : result;
}

static const struct {
    const JSCFunctionListEntry *functions;
    const int *count;
} parts[] = {
    {read_functions, &read_functions_count},
    {root_functions, &root_functions_count},
    {write_functions, &write_functions_count},
    {mount_functions, &mount_functions_count},
    {process_functions, &process_functions_count},
    {json_functions, &json_functions_count},
    {ip_functions, &ip_functions_count},
    {sha1_functions, &sha1_functions_count},
};

static int export_all(JSContext *ctx, JSModuleDef *module)
{
    for (int i = 0; i < COUNT(parts); i++)
        if (JS_SetModuleExportList(ctx, module, parts[i].functions, *parts[i].count))
            return -1;
    return 0;
}

int modules_init(JSContext *ctx)
{
    JSModuleDef *native = JS_NewCModule(ctx, "native", export_all);
    if (!native)
        return -1;
    for (int i = 0; i < COUNT(parts); i++)
        JS_AddModuleExportList(ctx, native, parts[i].functions, *parts[i].count);
    JS_SetModuleLoaderFunc(JS_GetRuntime(ctx), NULL, load, NULL);
    JSValue global = JS_GetGlobalObject(ctx);
    JS_SetPropertyStr(ctx, global, "importModule", JS_NewCFunction(ctx, module_import, "importModule", 1));
    JS_FreeValue(ctx, global);
    return 0;
}
