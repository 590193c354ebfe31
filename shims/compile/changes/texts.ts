/**
 * How texts are read: as before, eight characters at a time where each of them means itself.
 *
 * @module
 */
import type { Change } from "./change.ts";

const ASCII = `
    p_end = buf + len;
    while (p < p_end && *p < 128)
`;

const ASCII_WORDS = `
    p_end = buf + len;
    for (; p_end - p >= 8; p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        if (word & 0x8080808080808080)
            break;
    }
    while (p < p_end && *p < 128)
`;

const OTHERS = `
        count = 0;
        for (pos = 0; pos < len; pos++) {
            count += src[pos] >> 7;
        }
`;

const OTHERS_AFTER_ASCII = OTHERS.replace("pos = 0; pos", "pos = count_ascii(src, len); pos");

const CHARACTER = `
    for(;;) {
        if (p >= s->buf_end)
            goto invalid_char;
        c = *p;
        if (c < 0x20) {
            if (!s->cur_func) {
                if (do_throw)
                    js_parse_error_pos(s, p, "invalid character in a JSON string");
`;

/** What stands for itself in a string of JSON, which is not parsed in a function. */
const RUN = CHARACTER.replace(
  "        c = *p;\n",
  `        if (!s->cur_func) {
            const uint8_t *run = p;
            while (p < s->buf_end && *p >= 0x20 && *p < 0x80 && *p != '\\\\' && *p != sep)
                p++;
            if (p > run) {
                if (string_buffer_write8(b, run, p - run))
                    goto fail;
                continue;
            }
        }
        c = *p;
`,
);

const SEARCH = `
    if (start >= 0 && start <= stop) {
        for (i = start;; i++) {
            if (!string_cmp(p, p1, i, 0, v_len)) {
`;

/** A text of narrow characters has none that is wide. */
const SEARCH_THERE = SEARCH.replace(
  "start <= stop)",
  "start <= stop &&\n        !(v_len > 0 && !p->is_wide_char && string_get(p1, 0) > 0xff))",
);

const HASH = `
    for(i = 0; i < len; i++)
        h = h * 263 + str[i];
    return h;
}

static inline uint32_t hash_string16(`;

/** The same number, with one multiplication to wait for in the place of four. */
const HASH_OF_FOUR = `
    for (i = 0; i + 4 <= len; i += 4)
        h = h * ${263 ** 4 % 2 ** 32}u + (str[i] * ${263 ** 3}u + str[i + 1] * ${
  263 ** 2
}u + str[i + 2] * 263u + str[i + 3]);
    for (; i < len; i++)
        h = h * 263 + str[i];
    return h;
}

static inline uint32_t hash_string16(`;

export const TEXT_CHANGES: readonly Change[] = [
  [HASH, HASH_OF_FOUR],
  [ASCII, ASCII_WORDS],
  [OTHERS, OTHERS_AFTER_ASCII],
  [CHARACTER, RUN],
  [SEARCH, SEARCH_THERE],
];
