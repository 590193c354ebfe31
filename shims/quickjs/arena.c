/*
 * The allocator of the static binary. Memory is never given back before the end: a boot lasts milliseconds, and musl's
 * allocator would spend half of them on mapping and unmapping. Freed blocks are used again, by size class: multiples
 * of 16 bytes, then powers of two; what is larger still comes from the C library.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "native.h"

#define HEADER 8
#define SMALL_CLASSES 64
#define SMALLEST_POWER 11
#define LARGEST_POWER 15
#define CLASSES (SMALL_CLASSES + 1 + LARGEST_POWER - SMALLEST_POWER + 1)
#define SLAB (56 * 1024)
#define HUGE_PAGE (2 * 1024 * 1024)
/* What commands need that read no configuration. */
#define SLABS_BEFORE 3

/* In use: the block's class, or the size of one from the C library, which is always more than CLASSES. */
typedef union header {
    size_t class;
    size_t size;
    union header *next;
} header;

static header *released[CLASSES];
static uint8_t *slab, *slab_end;

/*
 * The engine's, which leaves objects that nobody refers to where they are while this is set: as long as the huge page has room, and
 * nothing large was asked for.
 */
extern int has_memory_to_leave;

/* The engine may go wrong in any way without memory; a boot that stops at once loses nothing. */
void *exhausted(void)
{
    static const char sentence[] = "simple-init: there is not enough memory\n";
    (void)!write(2, sentence, sizeof sentence - 1);
    _exit(1);
}

/* CLASSES for a block that is too large for the arena. */
static size_t class_of(size_t size)
{
    size_t whole = size + HEADER;
    if (whole <= SMALL_CLASSES * 16)
        return (whole + 15) / 16;
    if (whole > (size_t)1 << LARGEST_POWER)
        return CLASSES;
    int power = 64 - __builtin_clzll(whole - 1);
    return SMALL_CLASSES + 1 + power - SMALLEST_POWER;
}

static size_t class_bytes(size_t class)
{
    return class <= SMALL_CLASSES ? class * 16 : (size_t)1 << (class - SMALL_CLASSES - 1 + SMALLEST_POWER);
}

static uint8_t *map(size_t size, int flags)
{
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
}

/*
 * A huge page costs less than a quarter of the small ones that a boot takes. Where the kernel has none to give, small ones come as
 * they are touched.
 */
static uint8_t *map_huge_page(void)
{
    uint8_t *start = map(2 * HUGE_PAGE, 0);
    if (start == MAP_FAILED)
        return NULL;
    uint8_t *page = start + (-(uintptr_t)start & (HUGE_PAGE - 1));
    if (madvise(page, HUGE_PAGE, MADV_HUGEPAGE) == 0)
        return page;
    munmap(start, 2 * HUGE_PAGE);
    return NULL;
}

/* Touched page by page it would cost a fault each. */
static int take_slab(void)
{
    static int slabs;
    uint8_t *page = slabs++ == SLABS_BEFORE ? map_huge_page() : NULL;
    uint8_t *more = page ? page : map(SLAB, MAP_POPULATE);
    if (more == MAP_FAILED)
        return 0;
    has_memory_to_leave = !!page;
    slab = more;
    slab_end = more + (page ? HUGE_PAGE : SLAB);
    return 1;
}

static header *take(size_t bytes)
{
    if ((size_t)(slab_end - slab) < bytes && !take_slab())
        return NULL;
    slab += bytes;
    return (header *)(slab - bytes);
}

static header *header_of(const void *pointer)
{
    return (header *)((uint8_t *)pointer - HEADER);
}

static __attribute__((noinline)) void *allocate(size_t size)
{
    if (size > PTRDIFF_MAX - HEADER)
        return NULL;
    size_t class = class_of(size);
    header *start;
    if (class == CLASSES) {
        has_memory_to_leave = 0;
        start = malloc(size + HEADER);
    } else if ((start = released[class])) {
        released[class] = start->next;
    } else {
        start = take(class_bytes(class));
    }
    if (!start)
        return exhausted();
    start->size = class == CLASSES ? size : class;
    return (uint8_t *)start + HEADER;
}

/* What nearly every call asks for costs a dozen instructions. */
static void *arena_malloc(JSMallocState *state, size_t size)
{
    if (size > SMALL_CLASSES * 16 - HEADER)
        return allocate(size);
    size_t class = class_of(size);
    header *start = released[class];
    if (start) {
        released[class] = start->next;
    } else {
        if ((size_t)(slab_end - slab) < class * 16)
            return allocate(size);
        start = (header *)slab;
        slab += class * 16;
    }
    start->class = class;
    return (uint8_t *)start + HEADER;
}

static void arena_free(JSMallocState *state, void *pointer)
{
    if (!pointer)
        return;
    header *start = header_of(pointer);
    size_t class = start->class;
    if (class >= CLASSES) {
        free(start);
        return;
    }
    start->next = released[class];
    released[class] = start;
}

/* QuickJS appends to strings in place as far as this goes. */
static size_t arena_usable_size(const void *pointer)
{
    const header *start = header_of(pointer);
    return start->class < CLASSES ? class_bytes(start->class) - HEADER : start->size;
}

static void *arena_realloc(JSMallocState *state, void *pointer, size_t size)
{
    if (!pointer)
        return size ? arena_malloc(state, size) : NULL;
    if (!size) {
        arena_free(state, pointer);
        return NULL;
    }
    if (size > PTRDIFF_MAX - HEADER)
        return NULL;
    header *start = header_of(pointer);
    size_t class = class_of(size);
    if (class == start->class)
        return pointer;
    if (class == CLASSES && start->class > CLASSES) {
        start = realloc(start, size + HEADER);
        if (!start)
            return exhausted();
        start->size = size;
        return (uint8_t *)start + HEADER;
    }
    size_t usable = arena_usable_size(pointer);
    void *moved = arena_malloc(state, size);
    if (moved) {
        memcpy(moved, pointer, usable < size ? usable : size);
        arena_free(state, pointer);
    }
    return moved;
}

const JSMallocFunctions arena = { arena_malloc, arena_free, arena_realloc, arena_usable_size };
