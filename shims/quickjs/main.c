/*
 * The program around the bytecode: QuickJS with nothing that a boot program does not need.
 */
#include <signal.h>
#include <stdio.h>

#include "modules.h"
#include "native.h"

#define STACK (4 * 1024 * 1024)

/* What the bytecode needs of the language: no eval, no dates, no typed arrays. */
static JSContext *new_context(JSRuntime *runtime)
{
    JSContext *ctx = JS_NewContextRaw(runtime);
    if (!ctx)
        return NULL;
    JS_AddIntrinsicBaseObjects(ctx);
    JS_AddIntrinsicRegExpCompiler(ctx);
    JS_AddIntrinsicRegExp(ctx);
    JS_AddIntrinsicJSON(ctx);
    JS_AddIntrinsicMapSet(ctx);
    JS_AddIntrinsicPromise(ctx);
    return ctx;
}

static void print_exception(JSContext *ctx)
{
    JSValue error = JS_GetException(ctx);
    JSValue stack = JS_GetPropertyStr(ctx, error, "stack");
    const char *what = JS_ToCString(ctx, error);
    const char *where = JS_ToCString(ctx, stack);
    fprintf(stderr, "simple-init: %s\n%s", what ? what : "an exception", JS_IsString(stack) && where ? where : "");
}

/* The entry ends the process itself; it comes back only when it threw. */
static void run_entry(JSContext *ctx)
{
    JSValue name = JS_NewString(ctx, modules[0].name);
    JSValue promise = module_import(ctx, JS_UNDEFINED, 1, &name);
    if (!JS_IsException(promise))
        wait_for_promise(ctx, JS_UNDEFINED, 1, &promise);
    print_exception(ctx);
}

int main(int argc, char **argv)
{
    process_argc = argc;
    process_argv = argv;
    /* A reader of the output that went away is no reason to stop a boot. */
    signal(SIGPIPE, SIG_IGN);
    /* Whoever started it may ignore it, and then the kernel tells nobody how a child ended. */
    signal(SIGCHLD, SIG_DFL);
    JSRuntime *runtime = JS_NewRuntime2(&arena, NULL);
    if (!runtime)
        return 1;
    /* Cycles are not looked for: the process ends before they would matter. */
    JS_SetGCThreshold(runtime, (size_t)-1);
    JS_SetMaxStackSize(runtime, STACK);
    JSContext *ctx = new_context(runtime);
    if (ctx && modules_init(ctx) == 0)
        run_entry(ctx);
    return 1;
}
