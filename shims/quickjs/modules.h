/* The bytecode of the program; deno task compile writes the table. The first module is the program's entry. */
#ifndef MODULES_H
#define MODULES_H

#include <stdint.h>

typedef struct {
    const char *name;
    const uint8_t *bytecode;
    uint32_t size;
} module_bytecode;

extern const module_bytecode modules[];
extern const int modules_count;

#endif
