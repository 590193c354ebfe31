/*
 * bytecode OUTPUT.c PLAIN.js MODULE.js …: compiles each module to bytecode and writes the table that modules.h declares. All but
 * the plain one, which every boot reads, are packed. Runs where the program is built, which has the same byte order as every target.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "quickjs.h"

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "%s %s\n", what, name);
    exit(1);
}

static char *read_file(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        stop("cannot read", name);
    *length = ftell(file);
    rewind(file);
    char *text = malloc(*length + 1);
    if (!text || fread(text, 1, *length, file) != *length)
        stop("cannot read", name);
    text[*length] = 0;
    fclose(file);
    return text;
}

static int no_exports(JSContext *ctx, JSModuleDef *module)
{
    return 0;
}

/* What a module imports is not needed to compile it, only to link it when it runs. */
static JSModuleDef *imported(JSContext *ctx, const char *name, void *opaque)
{
    return JS_NewCModule(ctx, name, no_exports);
}

static void write_bytes(FILE *out, int index, const uint8_t *bytes, size_t length)
{
    fprintf(out, "static const uint8_t bytecode_%d[] = {", index);
    for (size_t i = 0; i < length; i++)
        fprintf(out, "%s%d,", i % 32 ? "" : "\n", bytes[i]);
    fprintf(out, "\n};\n");
}

static void write_packed(FILE *out, int index, const uint8_t *bytes, size_t size)
{
    uint8_t *packed = malloc(size + PACK_MORE(size));
    size_t stored = pack(packed, bytes, size);
    /* The program takes what has the size of the bytecode for that, as a small module may have once it is packed. */
    write_bytes(out, index, stored < size ? packed : bytes, stored < size ? stored : size);
    free(packed);
}

/* Returns the size of the bytecode. */
static size_t compile(JSRuntime *runtime, FILE *out, const char *name, int index, int is_plain)
{
    size_t length, size;
    char *text = read_file(name, &length);
    JSContext *ctx = JS_NewContext(runtime);
    JSValue module = JS_Eval(ctx, text, length, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
    uint8_t *bytes = JS_IsException(module) ? NULL : JS_WriteObject(ctx, &size, module, JS_WRITE_OBJ_BYTECODE);
    if (!bytes)
        stop(JS_ToCString(ctx, JS_GetException(ctx)), name);
    (is_plain ? write_bytes : write_packed)(out, index, bytes, size);
    free(text);
    return size;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        stop("usage:", "bytecode OUTPUT.c PLAIN.js MODULE.js …");
    FILE *out = fopen(argv[1], "w");
    if (!out)
        stop("cannot write", argv[1]);
    fprintf(out, "#include \"modules.h\"\n");
    size_t largest = 0, *sizes = malloc(argc * sizeof *sizes);
    for (int i = 3; i < argc; i++) {
        /* A runtime for each, so that a module's bytecode does not depend on those before it. */
        JSRuntime *runtime = JS_NewRuntime();
        JS_SetStripInfo(runtime, JS_STRIP_DEBUG);
        JS_SetModuleLoaderFunc(runtime, NULL, imported, NULL);
        int is_plain = !strcmp(argv[i], argv[2]);
        sizes[i] = compile(runtime, out, argv[i], i - 3, is_plain);
        if (!is_plain && sizes[i] > largest)
            largest = sizes[i];
    }
    fprintf(out, "const module_bytecode modules[] = {\n");
    for (int i = 3; i < argc; i++)
        fprintf(out, "    { \"%s\", bytecode_%d, sizeof bytecode_%d, %zu },\n", argv[i], i - 3, i - 3, sizes[i]);
    fprintf(out, "};\nconst int modules_count = %d;\nuint8_t unpacked[%zu + UNPACK_MORE];\n", argc - 3, largest);
    return fclose(out) ? 1 : 0;
}
