/**
 * How functions are written when the program is built, and read when it runs. The engine looks at each instruction of a function for
 * names, and puts the numbers that they have in this run in their places, which a processor cannot foresee. Here the code is
 * written in pieces that end where a name is:
 *
 *     length (a byte)  bytes  name (two bytes)  length  bytes  name …  length  bytes
 *
 * The length 255 has no name behind it, and the name 65535 is one that follows in four bytes.
 *
 * The names of variables that a function takes from around it are left out, as only an error would show them. Code that is run where
 * it lies (JS_READ_OBJ_ROM_DATA), and other byte orders, are not for this format.
 *
 * @module
 */
import type { Change } from "./change.ts";

const WRITER = `
static int JS_WriteFunctionBytecode(BCWriterState *s,
                                    const uint8_t *bc_buf1, int bc_len)
{
    int pos, len, op;
    JSAtom atom;
    uint8_t *bc_buf;
    uint32_t val;
`;

const PIECES_WRITER = `
/* In the place of a length and of a name. */
#define NO_NAME 255
#define LARGE_NAME 65535

static BOOL has_name(int op)
{
    int format = short_opcode_info(op).fmt;
    return format == OP_FMT_atom || format == OP_FMT_atom_u8 || format == OP_FMT_atom_u16 ||
        format == OP_FMT_atom_label_u8 || format == OP_FMT_atom_label_u16;
}

/* The last piece has no name behind it whatever its length. */
static void write_piece(BCWriterState *s, const uint8_t *from, int length, BOOL is_last)
{
    for (; length >= NO_NAME; length -= NO_NAME, from += NO_NAME) {
        bc_put_u8(s, NO_NAME);
        dbuf_put(&s->dbuf, from, NO_NAME);
    }
    if (is_last && length == 0)
        return;
    bc_put_u8(s, length);
    dbuf_put(&s->dbuf, from, length);
}

static int write_name(BCWriterState *s, JSAtom atom)
{
    uint32_t name;
    if (bc_atom_to_idx(s, &name, atom))
        return -1;
    bc_put_u16(s, name < LARGE_NAME ? name : LARGE_NAME);
    if (name >= LARGE_NAME)
        bc_put_u32(s, name);
    return 0;
}

static int JS_WriteFunctionBytecode(BCWriterState *s,
                                    const uint8_t *bc_buf1, int bc_len)
{
    int pos, len, op;
`;

const WRITE = `
    bc_buf = js_malloc(s->ctx, bc_len);
    if (!bc_buf)
        return -1;
    memcpy(bc_buf, bc_buf1, bc_len);

    pos = 0;
    while (pos < bc_len) {
        op = bc_buf[pos];
        len = short_opcode_info(op).size;
        switch(short_opcode_info(op).fmt) {
        case OP_FMT_atom:
        case OP_FMT_atom_u8:
        case OP_FMT_atom_u16:
        case OP_FMT_atom_label_u8:
        case OP_FMT_atom_label_u16:
            atom = get_u32(bc_buf + pos + 1);
            if (bc_atom_to_idx(s, &val, atom))
                goto fail;
            put_u32(bc_buf + pos + 1, val);
            break;
        default:
            break;
        }
        pos += len;
    }

    if (is_be())
        bc_byte_swap(bc_buf, bc_len);

    dbuf_put(&s->dbuf, bc_buf, bc_len);

    js_free(s->ctx, bc_buf);
    return 0;
 fail:
    js_free(s->ctx, bc_buf);
    return -1;
`;

const WRITE_PIECES = `
    const uint8_t *from = bc_buf1, *to;
    for (pos = 0; pos < bc_len; pos += len) {
        op = bc_buf1[pos];
        len = short_opcode_info(op).size;
        if (!has_name(op))
            continue;
        to = bc_buf1 + pos + 1;
        write_piece(s, from, to - from, FALSE);
        if (write_name(s, get_u32(to)))
            return -1;
        from = to + 4;
    }
    write_piece(s, from, bc_buf1 + bc_len - from, TRUE);
    return 0;
`;

const READER = `
static int JS_ReadFunctionBytecode(BCReaderState *s, JSFunctionBytecode *b,
`;

const READ_NAME = `
static inline int read_name(BCReaderState *s, JSAtom *atom)
{
    uint32_t name;
    if (unlikely(s->buf_end - s->ptr < 2))
        return -1;
    name = get_u16(s->ptr);
    s->ptr += 2;
    if (unlikely(name == LARGE_NAME)) {
        if (s->buf_end - s->ptr < 4)
            return -1;
        name = get_u32(s->ptr);
        s->ptr += 4;
    }
    return bc_idx_to_atom(s, atom, name);
}
`;

const READ = `
    uint8_t *bc_buf;
    int pos, len, op;
    JSAtom atom;
    uint32_t idx;

    if (s->is_rom_data) {
        /* directly use the input buffer */
        if (unlikely(s->buf_end - s->ptr < bc_len))
            return bc_read_error_end(s);
        bc_buf = (uint8_t *)s->ptr;
        s->ptr += bc_len;
    } else {
        bc_buf = (void *)((uint8_t*)b + byte_code_offset);
        if (bc_get_buf(s, bc_buf, bc_len))
            return -1;
    }
    b->byte_code_buf = bc_buf;

    if (is_be())
        bc_byte_swap(bc_buf, bc_len);

    pos = 0;
    while (pos < bc_len) {
        op = bc_buf[pos];
        len = short_opcode_info(op).size;
        switch(short_opcode_info(op).fmt) {
        case OP_FMT_atom:
        case OP_FMT_atom_u8:
        case OP_FMT_atom_u16:
        case OP_FMT_atom_label_u8:
        case OP_FMT_atom_label_u16:
            idx = get_u32(bc_buf + pos + 1);
            if (s->is_rom_data) {
                /* just increment the reference count of the atom */
                JS_DupAtom(s->ctx, (JSAtom)idx);
            } else {
                if (bc_idx_to_atom(s, &atom, idx)) {
                    /* Note: the atoms will be freed up to this position */
                    b->byte_code_len = pos;
                    return -1;
                }
                put_u32(bc_buf + pos + 1, atom);
#ifdef DUMP_READ_OBJECT
                bc_read_trace(s, "at %d, fixup atom: ", pos + 1); print_atom(s->ctx, atom); printf("\\n");
#endif
            }
            break;
        default:
            break;
        }
        pos += len;
    }
    return 0;
`;

const READ_PIECES = `
    uint8_t *to = (uint8_t *)b + byte_code_offset, *end = to + bc_len;
    JSAtom name;

    b->byte_code_buf = to;
    b->byte_code_len = 0;
    while (to < end) {
        const uint8_t *from = s->ptr + 1;
        if (unlikely(s->buf_end < from || s->buf_end - from < from[-1] || end - to < from[-1]))
            return bc_read_error_end(s);
        int length = from[-1];
        if (likely(length <= 16 && s->buf_end - from >= 16 && end - to >= 16))
            memcpy(to, from, 16);
        else
            memcpy(to, from, length);
        s->ptr = from + length;
        to += length;
        if (length == NO_NAME || to == end)
            continue;
        if (unlikely(end - to < 4 || read_name(s, &name)))
            return bc_read_error_end(s);
        put_u32(to, name);
        to += 4;
    }
    b->byte_code_len = bc_len;
    return 0;
`;

const VARIABLE_WRITTEN = `
        JSClosureVar *cv = &b->closure_var[i];
        bc_put_atom(s, cv->var_name);
        bc_put_leb128(s, cv->var_idx);
`;

const VARIABLE_READ = `
            int var_idx;
            if (bc_get_atom(s, &cv->var_name))
                goto fail;
`;

const NUMBER = `
static int bc_get_leb128(BCReaderState *s, uint32_t *pval)
{
    int ret;
`;

/** Nearly all numbers are one byte. */
const SMALL_NUMBER = `
static inline int bc_get_leb128(BCReaderState *s, uint32_t *pval)
{
    int ret;
    if (likely(s->ptr < s->buf_end && *s->ptr < 128)) {
        *pval = *s->ptr++;
        return 0;
    }
`;

const FEW_NAMES = `
    if (JS_ResizeAtomHash(rt, 256))     /* there are at least 195 predefined atoms */
`;

/** As many as most runs have, for which the table would be made anew three times. */
const MANY_NAMES = `
    if (JS_ResizeAtomHash(rt, 2048))
`;

export const BYTECODE_CHANGES: readonly Change[] = [
  [WRITER, PIECES_WRITER],
  [WRITE, WRITE_PIECES],
  [READER, `${READ_NAME}${READER}`],
  [READ, READ_PIECES],
  [VARIABLE_WRITTEN, VARIABLE_WRITTEN.replace("        bc_put_atom(s, cv->var_name);\n", "")],
  [VARIABLE_READ, "\n            int var_idx;\n"],
  [NUMBER, SMALL_NUMBER],
  [FEW_NAMES, MANY_NAMES],
];
