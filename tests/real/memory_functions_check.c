/*
 * Compares the program's functions for memory with what is done byte by byte, for every length up to LONGEST and, of those that copy,
 * every distance up to FURTHEST. Says what is wrong, and ends with 1.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define memcpy own_memcpy
#define memmove own_memmove
#define memset own_memset
#define memcmp own_memcmp
#include "memory.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp

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
    for (int size = 0; size <= LONGEST; size++)
        for (int byte = -1; byte < 256; byte += 64) {
            uint8_t *to = is + EDGE + size % 17;
            fill();
            for (int i = 0; i < size; i++)
                should[to - is + i] = byte;
            wrong += compare("memset", own_memset(to, byte, size), to, size, byte);
            tried++;
        }
    for (int size = 0; size <= 64; size++)
        for (int other = -1; other < size; other++) {
            fill();
            if (other >= 0)
                should[EDGE + other] ^= 0x81;
            int sign = other < 0 ? 0 : is[EDGE + other] < should[EDGE + other] ? -1 : 1;
            int own = own_memcmp(is + EDGE, should + EDGE, size);
            if ((own > 0) - (own < 0) != sign)
                wrong += printf("memcmp of %d bytes that differ at %d\n", size, other);
            tried++;
        }
    printf("%d tried\n", tried);
    return wrong > 0;
}
