/*
 * Unpacks what shims/quickjs/build/pack.c has packed, and says how: as in LZ4's blocks. The bytes are the program's own, and
 * so not looked at with suspicion.
 */
#include <string.h>

#include "modules.h"

static const uint8_t *more(const uint8_t *from, size_t *length)
{
    do
        *length += *from;
    while (*from++ == 255);
    return from;
}

/* Fixed sizes, which a compiler makes two moves of; what is too much is written over by the next sequence. */
static void copy_16(uint8_t *to, const uint8_t *from)
{
    memcpy(to, from, 8);
    memcpy(to + 8, from + 8, 8);
}

void unpack(uint8_t *to, const uint8_t *from, size_t size)
{
    const uint8_t *end = from + size;
    for (;;) {
        size_t literals = *from >> 4, length = (*from & 15) + 4;
        from++;
        if (literals < 15 && end - from >= 16) {
            copy_16(to, from);
        } else {
            if (literals == 15)
                from = more(from, &literals);
            memcpy(to, from, literals);
        }
        to += literals;
        from += literals;
        if (from == end)
            return;
        const uint8_t *match = to - (from[0] | from[1] << 8);
        from += 2;
        if (length < 19 && to - match >= 8) {
            copy_16(to, match);
            memcpy(to + 16, match + 16, 2);
            to += length;
            continue;
        }
        if (length == 19)
            from = more(from, &length);
        for (; length > 0; length--)
            *to++ = *match++;
    }
}
