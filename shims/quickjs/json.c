/*
 * The grammar of JSON (RFC 8259), as lib/config_drive/json_scanner.ts has it for Deno; the engine's own parser takes
 * more. Each function that is named after a part of the grammar goes over it and returns whether it is one.
 */
#include <string.h>

#include "native.h"

/* In the order of JSON_FAULTS in lib/config_drive/json_faults.ts. */
enum fault {
    NO_VALUE,
    VALUE_MISSING,
    KEY_MISSING,
    COLON_MISSING,
    COMMA_OR_BRACE_MISSING,
    COMMA_OR_BRACKET_MISSING,
    COMMA_TOO_MANY,
    NO_NUMBER,
    STRING_NOT_CLOSED,
    ESCAPE_UNKNOWN,
    CONTROL_CHARACTER,
    ENDS_IN_OBJECT,
    ENDS_IN_LIST,
    MORE_TEXT,
    TOO_DEEP,
    TOO_MANY,
};

struct brackets {
    char close;
    enum fault if_no_comma, if_text_ends;
};

static const struct brackets object = {'}', COMMA_OR_BRACE_MISSING, ENDS_IN_OBJECT};
static const struct brackets list = {']', COMMA_OR_BRACKET_MISSING, ENDS_IN_LIST};

/* The text is UTF-8, with a zero behind its end. */
struct scanner {
    const char *text, *at, *end;
    int deepest, values_left;
    const char *fault_at;
    enum fault fault;
};

static int fail_at(struct scanner *scanner, enum fault fault, const char *at)
{
    scanner->fault = fault;
    scanner->fault_at = at;
    return 0;
}

static int fail(struct scanner *scanner, enum fault fault)
{
    return fail_at(scanner, fault, scanner->at);
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Where the text ends, that is the fault; outside of brackets there is no word of its own for it. */
static int fail_within(struct scanner *scanner, const struct brackets *brackets, enum fault fault)
{
    if (scanner->at < scanner->end)
        return fail(scanner, fault);
    const char *end = scanner->end;
    while (end > scanner->text && is_space(end[-1]))
        end--;
    return fail_at(scanner, brackets ? brackets->if_text_ends : fault, end);
}

static int pass(struct scanner *scanner, size_t length)
{
    scanner->at += length;
    return 1;
}

/* Goes over white space. The character behind it; 0 at the end of the text. */
static char next(struct scanner *scanner)
{
    while (is_space(*scanner->at))
        scanner->at++;
    return *scanner->at;
}

/* The length of the escape at a backslash; 0 for one that JSON does not have. */
static int escape_length(const char *at)
{
    if (at[1] == 'u')
        return is_hex(at[2]) && is_hex(at[3]) && is_hex(at[4]) && is_hex(at[5]) ? 6 : 0;
    return at[1] && strchr("\"\\/bfnrt", at[1]) ? 2 : 0;
}

static int string(struct scanner *scanner)
{
    const char *at = scanner->at + 1;
    while (*at != '"') {
        int length = 1;
        if (at == scanner->end || *at == '\n' || *at == '\r')
            return fail(scanner, STRING_NOT_CLOSED);
        if ((unsigned char)*at < ' ')
            return fail_at(scanner, CONTROL_CHARACTER, at);
        if (*at == '\\' && !(length = escape_length(at)))
            return fail_at(scanner, ESCAPE_UNKNOWN, at);
        at += length;
    }
    return pass(scanner, at + 1 - scanner->at);
}

/* Goes over digits; without any it is no number. */
static int digits(const char **at)
{
    const char *start = *at;
    while (is_digit(**at))
        ++*at;
    return *at > start;
}

static int number(struct scanner *scanner)
{
    const char *at = scanner->at;
    if (*at == '-')
        at++;
    int valid = *at == '0' ? (at++, 1) : digits(&at);
    if (*at == '.')
        valid &= (at++, digits(&at));
    if (*at == 'e' || *at == 'E') {
        at += at[1] == '+' || at[1] == '-' ? 2 : 1;
        valid &= digits(&at);
    }
    if (!valid || is_digit(*at) || *at == '.')
        return fail(scanner, NO_NUMBER);
    return pass(scanner, at - scanner->at);
}

/* With its colon. */
static int key(struct scanner *scanner)
{
    char first = next(scanner);
    if (first == ',')
        return fail(scanner, COMMA_TOO_MANY);
    if (first != '"')
        return fail_within(scanner, &object, KEY_MISSING);
    if (!string(scanner))
        return 0;
    return next(scanner) == ':' ? pass(scanner, 1) : fail_within(scanner, &object, COLON_MISSING);
}

static int value(struct scanner *scanner, const struct brackets *within, int depth);

static int items(struct scanner *scanner, const struct brackets *brackets, int depth)
{
    if (depth > scanner->deepest)
        return fail(scanner, TOO_DEEP);
    pass(scanner, 1);
    if (next(scanner) == brackets->close)
        return pass(scanner, 1);
    for (;;) {
        if ((brackets == &object && !key(scanner)) || !value(scanner, brackets, depth))
            return 0;
        char after = next(scanner);
        if (after == brackets->close)
            return pass(scanner, 1);
        if (after != ',')
            return fail_within(scanner, brackets, brackets->if_no_comma);
        const char *comma = scanner->at;
        pass(scanner, 1);
        if (next(scanner) == brackets->close)
            return fail_at(scanner, COMMA_TOO_MANY, comma);
    }
}

static int value(struct scanner *scanner, const struct brackets *within, int depth)
{
    static const char *const literals[] = {"true", "false", "null"};
    char first = next(scanner);
    if (scanner->values_left-- == 0)
        return fail(scanner, TOO_MANY);
    if (first == '{')
        return items(scanner, &object, depth + 1);
    if (first == '[')
        return items(scanner, &list, depth + 1);
    if (first == '"')
        return string(scanner);
    if (first == '-' || is_digit(first))
        return number(scanner);
    for (int i = 0; i < COUNT(literals); i++)
        if (strncmp(scanner->at, literals[i], strlen(literals[i])) == 0)
            return pass(scanner, strlen(literals[i]));
    if (first == ',')
        return fail(scanner, COMMA_TOO_MANY);
    int missing = scanner->at == scanner->end || first == '}' || first == ']';
    return fail_within(scanner, within, missing ? VALUE_MISSING : NO_VALUE);
}

static int document(struct scanner *scanner)
{
    if (!value(scanner, NULL, 0))
        return 0;
    next(scanner);
    return scanner->at == scanner->end || fail(scanner, MORE_TEXT);
}

/* In UTF-16 code units. */
static uint32_t offset_of(const char *text, const char *at)
{
    uint32_t offset = 0;
    for (; text < at; text++)
        offset += ((*text & 0xc0) != 0x80) + ((unsigned char)*text >= 0xf0);
    return offset;
}

/* jsonFault(text, deepest, most values): [offset, fault], or undefined for a text that is JSON */
static JSValue json_fault(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct scanner scanner = {0};
    size_t length;
    if (JS_ToInt32(ctx, &scanner.deepest, argv[1]) || JS_ToInt32(ctx, &scanner.values_left, argv[2]))
        return JS_EXCEPTION;
    scanner.text = scanner.at = JS_ToCStringLen(ctx, &length, argv[0]);
    if (!scanner.text)
        return JS_EXCEPTION;
    scanner.end = scanner.text + length;
    JSValue result = JS_UNDEFINED;
    if (!document(&scanner)) {
        result = JS_NewArray(ctx);
        JS_SetPropertyUint32(ctx, result, 0, JS_NewUint32(ctx, offset_of(scanner.text, scanner.fault_at)));
        JS_SetPropertyUint32(ctx, result, 1, JS_NewUint32(ctx, scanner.fault));
    }
    JS_FreeCString(ctx, scanner.text);
    return result;
}

const JSCFunctionListEntry json_functions[] = {
    JS_CFUNC_DEF("jsonFault", 3, json_fault),
};
const int json_functions_count = COUNT(json_functions);
