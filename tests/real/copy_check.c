/*
 * Compares the program's memcpy and memmove with copies that are made byte by byte, for every length up to LONGEST and, of memmove,
 * every distance up to FURTHEST. Says what is wrong, and ends with 1.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define memcpy own_memcpy
#define memmove own_memmove
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
#include "copy.c"
#undef memcpy
#undef memmove

enum { LONGEST = 300, FURTHEST = 320, EDGE = 64, SIZE = LONGEST + 2 * FURTHEST + 2 * EDGE };

static uint8_t is[SIZE], should[SIZE];

static void fill(void)
{
    for (int i = 0; i < SIZE; i++)
        is[i] = should[i] = i * 37 + (i >> 8);
}

static int compare(const char *what, const void *returned, const uint8_t *target, int size, int distance)
{
    if (returned == target && memcmp(is, should, SIZE) == 0)
        return 0;
    printf("%s of %d bytes by %d\n", what, size, distance);
    return 1;
}

int main(void)
{
    int wrong = 0, tried = 0;
    uint8_t before[SIZE];
    for (int size = 0; size <= LONGEST; size++)
        for (int distance = -FURTHEST; distance <= FURTHEST; distance++) {
            uint8_t *from = is + EDGE + FURTHEST, *to = from + distance;
            fill();
            memcpy(before, is, SIZE);
            for (int i = 0; i < size; i++)
                should[to - is + i] = before[from - is + i];
            wrong += compare("memmove", own_memmove(to, from, size), to, size, distance);
            tried++;
            if (distance > -size && distance < size)
                continue;
            fill();
            for (int i = 0; i < size; i++)
                should[to - is + i] = before[from - is + i];
            wrong += compare("memcpy", own_memcpy(to, from, size), to, size, distance);
            tried++;
        }
    printf("%d tried\n", tried);
    return wrong > 0;
}
