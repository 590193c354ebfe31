#ifndef PACK_H
#define PACK_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes more than they were may be needed for bytes that hardly repeat themselves. */
#define PACK_MORE(size) ((size) / 255 + 16)

/* Returns the packed size. */
size_t pack(uint8_t *to, const uint8_t *bytes, size_t size);

#endif
