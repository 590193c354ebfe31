/*
 * Reading: what lib/system/quickjs.ts needs of files, in as few system calls as it takes.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native.h"

/* Straight to the kernel: musl would follow each open by an fcntl for kernels without O_CLOEXEC. */
static int open_to_read(JSContext *ctx, JSValueConst value, int flags)
{
    const char *path = path_from_text(ctx, value);
    if (!path)
        return -1;
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC | flags, 0);
    int error = errno;
    JS_FreeCString(ctx, path);
    errno = error;
    return fd;
}

/* All of a file, allocated unless it fits into the room that there is; -1 with an errno, EFBIG above the limit. */
static ssize_t read_all(int fd, char **bytes, size_t room, double limit)
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
        if (count == 0)
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
static int is_endless(int fd)
{
    struct stat info;
    if (fstat(fd, &info))
        return 1;
    errno = ESPIPE;
    return !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

/* readText(path, limit): string */
static JSValue read_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    char first[8192], *bytes = first;
    double limit;
    if (JS_ToFloat64(ctx, &limit, argv[1]))
        return JS_EXCEPTION;
    int fd = open_to_read(ctx, argv[0], O_NONBLOCK);
    if (fd < 0)
        return failed(ctx);
    ssize_t length = is_endless(fd) ? -1 : read_all(fd, &bytes, sizeof first, limit);
    JSValue result = length < 0 ? failed(ctx) : text_from_bytes(ctx, bytes, length);
    close(fd);
    if (bytes != first)
        free(bytes);
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

/* readBytes(path, offset, length): ArrayBuffer, shorter at the end of the file */
static JSValue read_bytes(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int64_t offset;
    uint32_t length;
    if (JS_ToInt64(ctx, &offset, argv[1]) || JS_ToUint32(ctx, &length, argv[2]))
        return JS_EXCEPTION;
    uint8_t *bytes = malloc(length + 1);
    if (!bytes)
        return JS_ThrowOutOfMemory(ctx);
    int fd = open_to_read(ctx, argv[0], 0);
    ssize_t done = fd < 0 ? -1 : read_at(fd, bytes, length, offset);
    JSValue result = done < 0 ? failed(ctx) : JS_NewArrayBufferCopy(ctx, bytes, done);
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

/* readDirectory(path): string[], not sorted, without . and .. */
static JSValue read_directory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int fd = open_to_read(ctx, argv[0], O_DIRECTORY);
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

/* readLink(path): string */
static JSValue read_link(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    char target[4096];
    const char *path = path_from_text(ctx, argv[0]);
    if (!path)
        return failed(ctx);
    ssize_t length = readlink(path, target, sizeof target);
    JSValue result = length < 0 ? failed(ctx) : text_from_bytes(ctx, target, length);
    JS_FreeCString(ctx, path);
    return result;
}

/* status(path, follow): [mode, uid, gid, size] */
static JSValue status(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct stat info;
    const char *path = path_from_text(ctx, argv[0]);
    if (!path)
        return failed(ctx);
    int result = JS_ToBool(ctx, argv[1]) ? stat(path, &info) : lstat(path, &info);
    JSValue value = outcome(ctx, result);
    JS_FreeCString(ctx, path);
    if (result)
        return value;
    value = JS_NewArray(ctx);
    JS_SetPropertyUint32(ctx, value, 0, JS_NewUint32(ctx, info.st_mode));
    JS_SetPropertyUint32(ctx, value, 1, JS_NewUint32(ctx, info.st_uid));
    JS_SetPropertyUint32(ctx, value, 2, JS_NewUint32(ctx, info.st_gid));
    JS_SetPropertyUint32(ctx, value, 3, JS_NewInt64(ctx, info.st_size));
    return value;
}

const JSCFunctionListEntry read_functions[] = {
    JS_CFUNC_DEF("readText", 2, read_text),
    JS_CFUNC_DEF("readBytes", 3, read_bytes),
    JS_CFUNC_DEF("readDirectory", 1, read_directory),
    JS_CFUNC_DEF("readLink", 1, read_link),
    JS_CFUNC_DEF("status", 2, status),
};
const int read_functions_count = COUNT(read_functions);
