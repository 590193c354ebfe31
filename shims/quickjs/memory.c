/*
 * The C library's comparison goes byte by byte; the engine compares each name that it reads with one that it knows, and most
 * are equal.
 */
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((may_alias, aligned(1))) eight;

int memcmp(const void *one, const void *other, size_t size)
{
    const uint8_t *a = one, *b = other;
    for (; size >= 8 && *(const eight *)a == *(const eight *)b; size -= 8, a += 8, b += 8)
        ;
    for (; size > 0 && *a == *b; size--, a++, b++)
        ;
    return size ? *a - *b : 0;
}
