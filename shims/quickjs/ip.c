/*
 * The text of IP addresses, as lib/ip_text.ts has it for Deno.
 */
#include <stdint.h>
#include <string.h>

#include "native.h"

/* Without the zero at its end: 0000:0000:0000:0000:0000:ffff:255.255.255.255 */
#define LONGEST 45

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_value(char c)
{
    char letter = c | 0x20;
    return is_digit(c) ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* Four numbers below 256, without zeros in front. */
static int parse_bytes(const char *at, uint16_t *bytes)
{
    for (int i = 0; i < 4; i++, at++) {
        const char *start = at;
        int byte = 0;
        while (is_digit(*at) && byte < 256 && (at == start || *start != '0'))
            byte = byte * 10 + *at++ - '0';
        if (at == start || byte > 255 || *at != (i < 3 ? '.' : 0))
            return 0;
        bytes[i] = byte;
    }
    return 1;
}

/* Of the addresses with IPv4 in them only mapped ones, as they alone are still in use. */
static int parse_mapped(const char *at, uint16_t *groups)
{
    uint16_t bytes[4];
    if (at[0] != ':' || at[1] != ':' || strspn(at + 2, "fF") != 4 || at[6] != ':' || !parse_bytes(at + 7, bytes))
        return 0;
    memset(groups, 0, 5 * sizeof *groups);
    groups[5] = 0xffff;
    groups[6] = bytes[0] << 8 | bytes[1];
    groups[7] = bytes[2] << 8 | bytes[3];
    return 1;
}

static int parse_groups(const char *at, uint16_t *groups)
{
    int count = 0, gap = -1;
    if (at[0] == ':' && at[1] == ':') {
        gap = 0;
        at += 2;
    }
    while (*at) {
        int group = 0, digits = 0;
        for (int value; digits < 4 && (value = hex_value(*at)) >= 0; digits++, at++)
            group = group << 4 | value;
        if (!digits || count == 8)
            return 0;
        groups[count++] = group;
        if (!*at)
            break;
        if (*at++ != ':' || !*at)
            return 0;
        if (*at != ':')
            continue;
        if (gap >= 0)
            return 0;
        gap = count;
        at++;
    }
    if (gap < 0 ? count != 8 : count == 8)
        return 0;
    if (gap >= 0) {
        memmove(groups + gap + 8 - count, groups + gap, (count - gap) * sizeof *groups);
        memset(groups + gap, 0, (8 - count) * sizeof *groups);
    }
    return 1;
}

static char *write_groups(char *to, const uint16_t *groups, int from, int end)
{
    for (int i = from; i < end; i++) {
        int shift = 12;
        if (i > from)
            *to++ = ':';
        while (shift > 0 && !(groups[i] >> shift))
            shift -= 4;
        for (; shift >= 0; shift -= 4)
            *to++ = "0123456789abcdef"[groups[i] >> shift & 15];
    }
    *to = 0;
    return to;
}

/* RFC 5952: lower case, no leading zeros, the first of the longest runs of at least two zero groups as `::`. */
static void format_groups(char *text, const uint16_t *groups)
{
    int start = 0, length = 1;
    for (int from = 0; from < 8; from++) {
        int to = from;
        while (to < 8 && !groups[to])
            to++;
        if (to - from > length) {
            start = from;
            length = to - from;
        }
        from = to;
    }
    if (length < 2) {
        write_groups(text, groups, 0, 8);
        return;
    }
    char *gap = write_groups(text, groups, 0, start);
    memcpy(gap, "::", 3);
    write_groups(gap + 2, groups, start + length, 8);
}

static JSValue address(JSContext *ctx, int family, const char *text, const uint16_t *units)
{
    JSValue numbers = JS_NewArray(ctx), result = JS_NewObject(ctx);
    for (int i = 0; i < (family == 4 ? 4 : 8); i++)
        JS_SetPropertyUint32(ctx, numbers, i, JS_NewInt32(ctx, units[i]));
    JS_SetPropertyStr(ctx, result, "family", JS_NewInt32(ctx, family));
    JS_SetPropertyStr(ctx, result, "text", JS_NewString(ctx, text));
    JS_SetPropertyStr(ctx, result, "units", numbers);
    return result;
}

/* parseIp(text): {family, text, units}, or undefined */
static JSValue parse_ip(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t length;
    uint16_t units[8];
    char canonical[LONGEST + 1];
    JSValue result = JS_UNDEFINED;
    const char *text = JS_ToCStringLen(ctx, &length, argv[0]);
    if (!text)
        return JS_EXCEPTION;
    if (length > LONGEST || strlen(text) != length)
        ;
    else if (!strchr(text, ':')) {
        if (parse_bytes(text, units))
            result = address(ctx, 4, text, units);
    } else if (strchr(text, '.') ? parse_mapped(text, units) : parse_groups(text, units)) {
        format_groups(canonical, units);
        result = address(ctx, 6, canonical, units);
    }
    JS_FreeCString(ctx, text);
    return result;
}

/* formatGroups(groups): the text of an IPv6 address */
static JSValue groups_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint16_t groups[8];
    char text[LONGEST + 1];
    for (int i = 0; i < 8; i++) {
        int32_t group = 0;
        JSValue value = JS_GetPropertyUint32(ctx, argv[0], i);
        JS_ToInt32(ctx, &group, value);
        JS_FreeValue(ctx, value);
        groups[i] = group;
    }
    format_groups(text, groups);
    return JS_NewString(ctx, text);
}

const JSCFunctionListEntry ip_functions[] = {
    JS_CFUNC_DEF("parseIp", 1, parse_ip),
    JS_CFUNC_DEF("formatGroups", 1, groups_text),
};
const int ip_functions_count = COUNT(ip_functions);
