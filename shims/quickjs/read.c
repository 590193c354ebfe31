/*
 * Reading: what lib/system/quickjs.ts needs of files, in as few system calls as it takes.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native.h"

/* A link at the path's end is followed unless the flags say otherwise. */
static int open_to_read(JSContext *ctx, JSValueConst *argv, int flags)
{
    struct place place;
    int fd;
    if (find_place(ctx, &place, argv[0], argv[1], flags & O_NOFOLLOW ? KEEP_LINK : FOLLOW_LATER))
        return -1;
    do
        fd = open_at(place.at, place.name, O_RDONLY | place.no_link | flags, 0);
    while (fd < 0 && (errno == ELOOP || errno == ENOTDIR) && follow_later(&place));
    leave_place(ctx, &place);
    return fd;
}

/*
 * All of a file, allocated unless it fits into the room that there is; -1 with an errno, EFBIG above the limit. A file that
 * says its size, as those of /proc do not, is not asked whether there is more.
 */
static ssize_t read_all(int fd, char **bytes, size_t room, double limit, size_t size)
{
    char *first = *bytes;
    size_t length = 0;
    for (;;) {
        ssize_t count = read(fd, *bytes + length, room - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        length += count;
        if (length > limit) {
            errno = EFBIG;
            return -1;
        }
        if (count == 0 || length == size)
            return length;
        if (length < room)
            continue;
        room *= 8;
        char *more = *bytes == first ? malloc(room) : realloc(*bytes, room);
        if (!more)
            return -1;
        if (*bytes == first)
            memcpy(more, first, length);
        *bytes = more;
    }
}

/* With an errno: FIFOs and devices may have no end, or nothing for ever. A directory the read itself refuses. */
static int is_endless(int fd, struct stat *info)
{
    if (fstat(fd, info))
        return 1;
    errno = ESPIPE;
    return !S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode);
}

/* The text, or an errno. */
static JSValue read_whole(JSContext *ctx, JSValueConst *argv, int flags, struct stat *info)
{
    char first[8192], *bytes = first;
    double limit;
    if (JS_ToFloat64(ctx, &limit, argv[2]))
        return JS_EXCEPTION;
    int fd = open_to_read(ctx, argv, O_NONBLOCK | flags);
    if (fd < 0)
        return failed(ctx);
    ssize_t length = is_endless(fd, info) ? -1 : read_all(fd, &bytes, sizeof first, limit, info->st_size);
    JSValue result = length < 0 ? failed(ctx) : text_from_bytes(ctx, bytes, length);
    close(fd);
    if (bytes != first)
        free(bytes);
    return result;
}

/* readText(from, path, limit): string */
static JSValue read_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct stat info;
    return read_whole(ctx, argv, 0, &info);
}

static JSValue numbers_of(JSContext *ctx, const struct stat *info)
{
    const int64_t numbers[] = {info->st_mode, info->st_uid, info->st_gid, info->st_size, info->st_dev, info->st_ino};
    JSValue result = JS_NewArray(ctx);
    for (int i = 0; i < COUNT(numbers); i++)
        JS_SetPropertyUint32(ctx, result, i, JS_NewInt64(ctx, numbers[i]));
    return result;
}

/* readFile(from, path, limit): [string, as status], both of what one descriptor has; no link is followed */
static JSValue read_file(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct stat info;
    JSValue text = read_whole(ctx, argv, O_NOFOLLOW, &info);
    if (!JS_IsString(text))
        return text;
    JSValue result = JS_NewArray(ctx);
    JS_SetPropertyUint32(ctx, result, 0, text);
    JS_SetPropertyUint32(ctx, result, 1, numbers_of(ctx, &info));
    return result;
}

static ssize_t read_at(int fd, uint8_t *bytes, size_t length, off_t offset)
{
    size_t done = 0;
    while (done < length) {
        ssize_t count = pread(fd, bytes + done, length - done, offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        done += count;
    }
    return done;
}

/* Each byte as the character of its number, in UTF-8. Returns its length. */
static size_t widened(uint8_t *text, const uint8_t *bytes, size_t length)
{
    uint8_t *to = text;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] & 0x80)
            *to++ = 0xc0 | bytes[i] >> 6;
        *to++ = bytes[i] & 0x80 ? 0x80 | (bytes[i] & 0x3f) : bytes[i];
    }
    return to - text;
}

/* readBytes(from, path, offset, length): string of a character a byte, shorter at the end of the file */
static JSValue read_bytes(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int64_t offset;
    uint32_t length;
    if (JS_ToInt64(ctx, &offset, argv[2]) || JS_ToUint32(ctx, &length, argv[3]))
        return JS_EXCEPTION;
    /* For the bytes, and behind them for their characters. */
    uint8_t *bytes = malloc((size_t)length * 3 + 1);
    if (!bytes)
        exhausted();
    int fd = open_to_read(ctx, argv, 0);
    ssize_t done = fd < 0 ? -1 : read_at(fd, bytes, length, offset);
    uint8_t *text = bytes + length;
    JSValue result = done < 0 ? failed(ctx) : JS_NewStringLen(ctx, (char *)text, widened(text, bytes, done));
    if (fd >= 0)
        close(fd);
    free(bytes);
    return result;
}

struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

/* The kernel's own call, which opendir and its friends would put four others around. Returns 0, or -1 with an errno. */
static int list_names(JSContext *ctx, int fd, JSValueConst names)
{
    _Alignas(struct entry) char entries[8192];
    uint32_t count = 0;
    long length;
    while ((length = syscall(SYS_getdents64, fd, entries, sizeof entries)) > 0) {
        for (long at = 0; at < length;) {
            const struct entry *entry = (const void *)(entries + at);
            const char *name = entry->name;
            at += entry->length;
            if (!strcmp(name, ".") || !strcmp(name, ".."))
                continue;
            JSValue text = text_from_bytes(ctx, name, strlen(name));
            if (JS_IsException(text) || JS_SetPropertyUint32(ctx, names, count++, text) < 0) {
                JS_FreeValue(ctx, JS_GetException(ctx));
                errno = ENOMEM;
                return -1;
            }
        }
    }
    return length < 0 ? -1 : 0;
}

/* readDirectory(from, path): string[], not sorted, without . and .. */
static JSValue read_directory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int fd = open_to_read(ctx, argv, O_DIRECTORY);
    if (fd < 0)
        return failed(ctx);
    JSValue names = JS_NewArray(ctx);
    if (list_names(ctx, fd, names)) {
        JS_FreeValue(ctx, names);
        names = failed(ctx);
    }
    close(fd);
    return names;
}

/* readLink(from, path): string */
static JSValue read_link(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    char target[4096];
    struct place place;
    if (find_place(ctx, &place, argv[0], argv[1], KEEP_LINK))
        return failed(ctx);
    ssize_t length = readlinkat(place.at, place.name, target, sizeof target);
    JSValue result = length < 0 ? failed(ctx) : text_from_bytes(ctx, target, length);
    leave_place(ctx, &place);
    return result;
}

/* status(from, path, follow): [mode, uid, gid, size, device, inode] */
static JSValue status(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct stat info;
    struct place place;
    int follow = JS_ToBool(ctx, argv[2]);
    if (find_place(ctx, &place, argv[0], argv[1], follow ? FOLLOW_LATER : KEEP_LINK))
        return failed(ctx);
    int flags = follow && !place.no_link ? 0 : AT_SYMLINK_NOFOLLOW;
    int result = fstatat(place.at, place.name, &info, flags);
    if (!result && S_ISLNK(info.st_mode) && place.is_later)
        result = follow_later(&place) ? fstatat(place.at, place.name, &info, flags) : -1;
    JSValue value = result ? failed(ctx) : numbers_of(ctx, &info);
    leave_place(ctx, &place);
    return value;
}

/* openDirectory(from, path): a descriptor by which the directory stays the same one; close it */
static JSValue open_directory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int fd = open_to_read(ctx, argv, O_PATH | O_DIRECTORY);
    return fd < 0 ? failed(ctx) : JS_NewInt32(ctx, fd);
}

/* close(descriptor) */
static JSValue close_descriptor(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int fd;
    if (JS_ToInt32(ctx, &fd, argv[0]))
        return JS_EXCEPTION;
    close(fd);
    return JS_UNDEFINED;
}

const JSCFunctionListEntry read_functions[] = {
    JS_CFUNC_DEF("readText", 3, read_text),
    JS_CFUNC_DEF("readFile", 3, read_file),
    JS_CFUNC_DEF("readBytes", 4, read_bytes),
    JS_CFUNC_DEF("readDirectory", 2, read_directory),
    JS_CFUNC_DEF("readLink", 2, read_link),
    JS_CFUNC_DEF("status", 3, status),
    JS_CFUNC_DEF("openDirectory", 2, open_directory),
    JS_CFUNC_DEF("close", 1, close_descriptor),
};
const int read_functions_count = COUNT(read_functions);
