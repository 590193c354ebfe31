/*
 * memcpy for the many short copies that an engine makes. musl's begins with a string instruction, and a processor takes
 * longer to begin that than all of such a copy.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __x86_64__

/* Else a compiler sees that the loop is a memcpy. */
#pragma GCC optimize("no-tree-loop-distribute-patterns")

typedef uint16_t two __attribute__((aligned(1), may_alias));
typedef uint32_t four __attribute__((aligned(1), may_alias));
typedef uint64_t eight __attribute__((aligned(1), may_alias));
typedef long long sixteen __attribute__((vector_size(16), aligned(1), may_alias));

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

#endif
