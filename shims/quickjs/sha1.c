/*
 * SHA-1 (FIPS 180-4), of what is short enough to be one text.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native.h"

#define BLOCK 64

static uint32_t rotated(uint32_t word, int bits)
{
    return word << bits | word >> (32 - bits);
}

static uint32_t mixed(int round, uint32_t b, uint32_t c, uint32_t d)
{
    switch (round / 20) {
    case 0:
        return ((b & c) | (~b & d)) + 0x5a827999;
    case 1:
        return (b ^ c ^ d) + 0x6ed9eba1;
    case 2:
        return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    default:
        return (b ^ c ^ d) + 0xca62c1d6;
    }
}

static void add_block(uint32_t hash[5], const uint8_t *bytes)
{
    uint32_t w[80], a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4];
    for (int i = 0; i < 80; i++) {
        const uint8_t *from = bytes + 4 * i;
        w[i] = i < 16 ? (uint32_t)from[0] << 24 | from[1] << 16 | from[2] << 8 | from[3]
                      : rotated(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        uint32_t next = rotated(a, 5) + mixed(i, b, c, d) + e + w[i];
        e = d;
        d = c;
        c = rotated(b, 30);
        b = a;
        a = next;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
}

/* The characters up to U+00FF that the engine's UTF-8 has there, in as many bytes. Returns how many those are. */
static size_t narrowed(uint8_t *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++, count++) {
        int is_wide = bytes[i] & 0x80 && i + 1 < length;
        bytes[count] = is_wide ? bytes[i] << 6 | (bytes[i + 1] & 0x3f) : bytes[i];
        i += is_wide;
    }
    return count;
}

/* sha1(bytes): 40 hexadecimal digits; each byte is a character of the text */
static JSValue sha1(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t size;
    const char *text = JS_ToCStringLen(ctx, &size, argv[0]);
    if (!text)
        return JS_EXCEPTION;
    /* Behind the bytes there is a bit that is set, and their number of bits at the end of the last block. */
    uint8_t *padded = calloc(1, size + 2 * BLOCK);
    if (!padded)
        exhausted();
    memcpy(padded, text, size);
    JS_FreeCString(ctx, text);
    size_t length = narrowed(padded, size), end = (length + 8) / BLOCK * BLOCK + BLOCK;
    memset(padded + length, 0, size - length);
    padded[length] = 0x80;
    for (int i = 0; i < 8; i++)
        padded[end - 1 - i] = (uint64_t)length * 8 >> 8 * i;
    uint32_t hash[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (size_t at = 0; at < end; at += BLOCK)
        add_block(hash, padded + at);
    free(padded);
    char digits[41];
    for (int i = 0; i < 5; i++)
        snprintf(digits + 8 * i, 9, "%08x", hash[i]);
    return JS_NewStringLen(ctx, digits, 40);
}

const JSCFunctionListEntry sha1_functions[] = {
    JS_CFUNC_DEF("sha1", 1, sha1),
};
const int sha1_functions_count = COUNT(sha1_functions);
