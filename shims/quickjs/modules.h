/* The bytecode of the program; deno task compile writes the table. The first module is the program's entry. */
#ifndef MODULES_H
#define MODULES_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;
    const uint8_t *bytes;
    /* Of what is stored, and of the bytecode itself: where they are the same, it is not packed. */
    uint32_t stored, size;
} module_bytecode;

extern const module_bytecode modules[];
extern const int modules_count;

/* Room for the largest of those that are packed. */
extern uint8_t unpacked[];

/* unpack.c: writes up to UNPACK_MORE bytes beyond the end. */
#define UNPACK_MORE 16
void unpack(uint8_t *to, const uint8_t *from, size_t packed_size);

#endif
