/*
 * Packs bytes as shims/quickjs/unpack.c has them: sequences of literals and of matches with what is already there. A byte has
 * the number of literals (its high half) and how much longer than MIN_MATCH the match is (its low half); 15 goes on in
 * further bytes, up to one that is not 255. Behind it come the literals, and where the match is: its distance in two bytes.
 * The last sequence has no match.
 */
#include <stdlib.h>
#include <string.h>

#include "pack.h"

#define MIN_MATCH 4
#define FARTHEST 65535
#define BUCKETS 65536

struct match {
    uint32_t length, distance;
};

static uint32_t bucket(const uint8_t *at)
{
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return four * 2654435761u >> 16;
}

/* The longest match at each place. */
static struct match *find_matches(const uint8_t *bytes, size_t size)
{
    struct match *found = calloc(size + 1, sizeof *found);
    int32_t *last = malloc(BUCKETS * sizeof *last), *before = malloc(size * sizeof *before);
    memset(last, -1, BUCKETS * sizeof *last);
    for (size_t at = 0; at + MIN_MATCH <= size; at++) {
        uint32_t hash = bucket(bytes + at);
        for (int32_t from = last[hash]; from >= 0 && at - from <= FARTHEST; from = before[from]) {
            size_t length = 0;
            while (at + length < size && bytes[from + length] == bytes[at + length])
                length++;
            if (length > found[at].length && length >= MIN_MATCH)
                found[at] = (struct match){length, at - from};
        }
        before[at] = last[hash];
        last[hash] = at;
    }
    free(last);
    free(before);
    return found;
}

/* How many more bytes say how long a match is. */
static uint32_t length_bytes(uint32_t length)
{
    return length < MIN_MATCH + 15 ? 0 : 1 + (length - MIN_MATCH - 15) / 255;
}

/*
 * Shortens the matches to those with which the whole is smallest. One counts a byte more than it takes, as it takes time as
 * well: that costs a hundredth of the size, and saves a quarter of the instructions.
 */
static void choose(struct match *found, size_t size)
{
    uint32_t *cost = calloc(size + 1, sizeof *cost);
    for (size_t at = size; at-- > 0;) {
        uint32_t best = 0;
        cost[at] = cost[at + 1] + 1;
        for (uint32_t length = MIN_MATCH; length <= found[at].length; length++) {
            uint32_t with = cost[at + length] + 4 + length_bytes(length);
            if (with < cost[at]) {
                cost[at] = with;
                best = length;
            }
        }
        found[at].length = best;
    }
    free(cost);
}

static uint8_t *put_rest(uint8_t *to, size_t rest)
{
    for (; rest >= 255; rest -= 255)
        *to++ = 255;
    *to++ = rest;
    return to;
}

static uint8_t *put_sequence(uint8_t *to, const uint8_t *literals, size_t count, const struct match *match)
{
    size_t more = match ? match->length - MIN_MATCH : 0;
    *to++ = (count < 15 ? count : 15) << 4 | (more < 15 ? more : 15);
    if (count >= 15)
        to = put_rest(to, count - 15);
    memcpy(to, literals, count);
    to += count;
    if (!match)
        return to;
    *to++ = match->distance;
    *to++ = match->distance >> 8;
    return more >= 15 ? put_rest(to, more - 15) : to;
}

size_t pack(uint8_t *to, const uint8_t *bytes, size_t size)
{
    struct match *found = find_matches(bytes, size);
    uint8_t *start = to;
    size_t at = 0, literals = 0;
    choose(found, size);
    while (at < size) {
        if (!found[at].length) {
            at++;
            continue;
        }
        to = put_sequence(to, bytes + literals, at - literals, &found[at]);
        literals = at += found[at].length;
    }
    to = put_sequence(to, bytes + literals, size - literals, NULL);
    free(found);
    return to - start;
}
