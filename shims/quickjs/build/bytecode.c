/*
 * bytecode OUTPUT.c PLAIN.js MODULE.js …: compiles each module to bytecode and writes the table that modules.h declares.
 * All but the plain one, which every boot reads, are packed. Runs where the program is built, which has the same byte order
 * as every target.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The most that a copy is long, and what is the least that is worth one: its code has three bytes. */
enum { LONGEST = 127 + 4, SHORTEST = 4, FARTHEST = 65535, LITERALS = 128 };

static size_t equal(const uint8_t *a, const uint8_t *b, const uint8_t *end)
{
    size_t length = 0;
    while (b + length < end && length < LONGEST && a[length] == b[length])
        length++;
    return length;
}

/* The longest run before `at` that the bytes from there repeat. */
static size_t longest(const uint8_t *bytes, size_t at, size_t end, size_t *distance)
{
    size_t best = 0;
    for (size_t back = 1; back <= at && back <= FARTHEST && best < LONGEST; back++) {
        size_t length = equal(bytes + at - back, bytes + at, bytes + end);
        if (length > best) {
            best = length;
            *distance = back;
        }
    }
    return best;
}

static uint8_t *put_literals(uint8_t *out, const uint8_t *from, const uint8_t *to)
{
    while (from < to) {
        size_t count = to - from < LITERALS ? to - from : LITERALS;
        *out++ = count - 1;
        memcpy(out, from, count);
        out += count;
        from += count;
    }
    return out;
}

/* As modules.c unpacks it. Returns the bytes, of which there are `packed`. */
static uint8_t *pack(const uint8_t *bytes, size_t length, size_t *packed)
{
    uint8_t *result = malloc(2 * length + 1), *out = result;
    size_t literal = 0, at = 0, distance = 0;
    if (!result)
        stop("no memory for", "a module");
    while (at < length) {
        size_t copied = longest(bytes, at, length, &distance);
        if (copied < SHORTEST) {
            at++;
            continue;
        }
        out = put_literals(out, bytes + literal, bytes + at);
        *out++ = 128 + copied - SHORTEST;
        *out++ = distance & 255;
        *out++ = distance >> 8;
        literal = at += copied;
    }
    out = put_literals(out, bytes + literal, bytes + length);
    *packed = out - result;
    return result;
}

static void write_bytecode(FILE *out, int index, const uint8_t *bytes, size_t length)
{
    fprintf(out, "static const uint8_t bytecode_%d[] = {", index);
    for (size_t i = 0; i < length; i++)
        fprintf(out, "%s%d,", i % 32 ? "" : "\n", bytes[i]);
    fprintf(out, "\n};\n");
}

/* Returns the length of its bytecode. */
static size_t compile(JSRuntime *runtime, FILE *out, const char *name, int index, int plain)
{
    size_t length, size, packed;
    char *text = read_file(name, &length);
    JSContext *ctx = JS_NewContext(runtime);
    JSValue module = JS_Eval(ctx, text, length, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
    uint8_t *bytes = JS_IsException(module) ? NULL : JS_WriteObject(ctx, &size, module, JS_WRITE_OBJ_BYTECODE);
    if (!bytes)
        stop(JS_ToCString(ctx, JS_GetException(ctx)), name);
    uint8_t *result = pack(bytes, size, &packed);
    if (plain || packed >= size)
        write_bytecode(out, index, bytes, size);
    else
        write_bytecode(out, index, result, packed);
    free(result);
    free(text);
    return size;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        stop("usage:", "bytecode OUTPUT.c PLAIN.js MODULE.js …");
    size_t *lengths = calloc(argc, sizeof *lengths);
    if (!lengths)
        stop("no memory for", argv[1]);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        stop("cannot write", argv[1]);
    fprintf(out, "#include \"modules.h\"\n");
    for (int i = 3; i < argc; i++) {
        /* A runtime for each, so that a module's bytecode does not depend on those before it. */
        JSRuntime *runtime = JS_NewRuntime();
        JS_SetStripInfo(runtime, JS_STRIP_DEBUG);
        JS_SetModuleLoaderFunc(runtime, NULL, imported, NULL);
        lengths[i] = compile(runtime, out, argv[i], i - 3, !strcmp(argv[i], argv[2]));
    }
    fprintf(out, "const module_bytecode modules[] = {\n");
    for (int i = 3; i < argc; i++)
        fprintf(out, "    { \"%s\", bytecode_%d, sizeof bytecode_%d, %zu },\n", argv[i], i - 3, i - 3, lengths[i]);
    fprintf(out, "};\nconst int modules_count = %d;\n", argc - 3);
    return fclose(out) ? 1 : 0;
}
