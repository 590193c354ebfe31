/* The bytecode of the program; deno task compile writes the table. The first module is the program's entry. */
#ifndef MODULES_H
#define MODULES_H

#include <stdint.h>

typedef struct {
    const char *name;
    const uint8_t *bytecode;
    /* Of what is stored, and of the bytecode itself: where they are the same, it is not packed. */
    uint32_t size;
    uint32_t length;
} module_bytecode;

extern const module_bytecode modules[];
extern const int modules_count;

#endif
