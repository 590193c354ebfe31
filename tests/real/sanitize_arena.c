/* The engine's memory from malloc, which AddressSanitizer watches, in the place of shims/quickjs/arena.c. */
#include <malloc.h>
#include <stdlib.h>

#include "native.h"

void *exhausted(void)
{
    abort();
}

static void *allocate(JSMallocState *state, size_t size)
{
    return malloc(size);
}

static void release(JSMallocState *state, void *pointer)
{
    free(pointer);
}

static void *reallocate(JSMallocState *state, void *pointer, size_t size)
{
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, size);
}

static size_t usable(const void *pointer)
{
    return malloc_usable_size((void *)pointer);
}

const JSMallocFunctions arena = { allocate, release, reallocate, usable };
