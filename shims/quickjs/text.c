/*
 * Text between JavaScript and the system. What is not UTF-8 becomes U+FFFD as the WHATWG's decoder and encoder have
 * it, which is what Deno does; QuickJS on its own would let such bytes through as other characters.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "native.h"

#define LONGEST_PATH 4096

static const char replacement[] = "\xef\xbf\xbd";

static int is_ascii(const char *bytes, size_t length)
{
    size_t i = 0;
    for (uint64_t word; i + 8 <= length; i += 8) {
        memcpy(&word, bytes + i, 8);
        if (word & 0x8080808080808080)
            return 0;
    }
    for (; i < length; i++)
        if (bytes[i] & 0x80)
            return 0;
    return 1;
}

/* How many bytes the first character takes, or its longest part that could begin one. */
static size_t character(const uint8_t *bytes, const uint8_t *end, int *valid)
{
    uint8_t first = *bytes, low = 0x80, high = 0xbf;
    int more = first < 0x80                    ? 0
               : first >= 0xc2 && first < 0xe0 ? 1
               : first >= 0xe0 && first < 0xf0 ? 2
               : first >= 0xf0 && first < 0xf5 ? 3
                                               : -1;
    if (first == 0xe0)
        low = 0xa0;
    else if (first == 0xed)
        high = 0x9f;
    else if (first == 0xf0)
        low = 0x90;
    else if (first == 0xf4)
        high = 0x8f;
    *valid = more >= 0;
    int length = 1;
    for (; length <= more; length++, low = 0x80, high = 0xbf) {
        if (bytes + length == end || bytes[length] < low || bytes[length] > high) {
            *valid = 0;
            break;
        }
    }
    return length;
}

JSValue text_from_bytes(JSContext *ctx, const char *bytes, size_t length)
{
    if (is_ascii(bytes, length))
        return JS_NewStringLen(ctx, bytes, length);
    char *repaired = malloc(length * 3), *to = repaired;
    if (!repaired)
        exhausted();
    const uint8_t *from = (const uint8_t *)bytes, *end = from + length;
    while (from < end) {
        int valid;
        size_t step = character(from, end, &valid);
        size_t width = valid ? step : 3;
        memcpy(to, valid ? (const char *)from : replacement, width);
        to += width;
        from += step;
    }
    JSValue text = JS_NewStringLen(ctx, repaired, to - repaired);
    free(repaired);
    return text;
}

/* UTF-8, to be freed with JS_FreeCString; half of a surrogate pair, which QuickJS writes in three bytes, is replaced. */
const char *bytes_from_text(JSContext *ctx, JSValueConst text, size_t *length)
{
    char *bytes = (char *)JS_ToCStringLen(ctx, length, text);
    char *end = bytes + (bytes ? *length : 0);
    for (char *at = bytes; at && (at = memchr(at, '\xed', end - at)); at++)
        if (end - at > 2 && (at[1] & 0xe0) == 0xa0)
            memcpy(at, replacement, 3);
    return bytes;
}

/* Null with an errno for what no path can be. */
const char *path_from_text(JSContext *ctx, JSValueConst text)
{
    size_t length;
    const char *path = bytes_from_text(ctx, text, &length);
    if (!path) {
        errno = ENOMEM;
        return NULL;
    }
    if (length < LONGEST_PATH && strlen(path) == length)
        return path;
    JS_FreeCString(ctx, path);
    errno = length < LONGEST_PATH ? EINVAL : ENAMETOOLONG;
    return NULL;
}
