/*
 * What the engine asks of the C library most, for the few bytes that it mostly asks it of. musl goes byte by byte, or begins with an
 * instruction for long blocks, which takes a processor longer to begin than all of a short one takes.
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

/* On other processors musl has its own in assembly. */
#ifdef __x86_64__

/* Else a compiler sees that a loop is the function that it is in. */
#pragma GCC optimize("no-tree-loop-distribute-patterns")

typedef uint16_t __attribute__((may_alias, aligned(1))) two;
typedef uint32_t __attribute__((may_alias, aligned(1))) four;
typedef char sixteen __attribute__((vector_size(16), aligned(1), may_alias));

/* Both ends, which overlap. */
#define ENDS(type) \
    do { \
        type first = *(const type *)from, last = *(const type *)(from + size - sizeof(type)); \
        *(type *)to = first; \
        *(type *)(to + size - sizeof(type)) = last; \
    } while (0)

/* Also where the target begins within the source's bytes before it: what is written over has been read. */
static inline void copy_forwards(uint8_t *to, const uint8_t *from, size_t size)
{
    if (size > 16) {
        sixteen last = *(const sixteen *)(from + size - 16);
        uint8_t *end = to + size - 16;
        for (; to < end; to += 16, from += 16)
            *(sixteen *)to = *(const sixteen *)from;
        *(sixteen *)end = last;
    } else if (size >= 8) {
        ENDS(eight);
    } else if (size >= 4) {
        ENDS(four);
    } else if (size >= 2) {
        ENDS(two);
    } else if (size == 1) {
        *to = *from;
    }
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    copy_forwards(to, from, size);
    return to;
}

/* musl's would bring its memcpy along. */
void *memmove(void *to, const void *from, size_t size)
{
    if ((uintptr_t)to - (uintptr_t)from >= size) {
        copy_forwards(to, from, size);
        return to;
    }
    for (; size >= 8; size -= 8)
        *(eight *)((uint8_t *)to + size - 8) = *(const eight *)((const uint8_t *)from + size - 8);
    while (size-- > 0)
        ((uint8_t *)to)[size] = ((const uint8_t *)from)[size];
    return to;
}

void *memset(void *at, int byte, size_t size)
{
    uint8_t *to = at, *end = to + size;
    if (size >= 16) {
        sixteen all = (sixteen){0} + (char)byte;
        for (; end - to > 16; to += 16)
            *(sixteen *)to = all;
        *(sixteen *)(end - 16) = all;
    } else if (size >= 8) {
        uint64_t all = (uint8_t)byte * 0x0101010101010101u;
        *(eight *)to = all;
        *(eight *)(end - 8) = all;
    } else {
        while (to < end)
            *to++ = byte;
    }
    return at;
}

#endif
