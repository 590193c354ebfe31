/*
 * Writing: each change that lib/system/quickjs.ts makes, synced where the contract says so.
 */
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native.h"

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(fd, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        bytes += count;
        length -= count;
    }
    return 0;
}

/* Writes text into a path that is opened with these flags; with a mode, that is set and the file is synced. */
static JSValue write_text(JSContext *ctx, JSValueConst *argv, int flags, int mode)
{
    size_t length;
    const char *path = path_from_text(ctx, argv[0]);
    if (!path)
        return failed(ctx);
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC | flags, mode < 0 ? 0 : mode);
    JSValue result = outcome(ctx, fd < 0);
    JS_FreeCString(ctx, path);
    if (fd < 0)
        return result;
    const char *bytes = bytes_from_text(ctx, argv[1], &length);
    int error = !bytes || write_all(fd, bytes, length) || (mode >= 0 && (fchmod(fd, mode) || fsync(fd)));
    result = outcome(ctx, error);
    if (bytes)
        JS_FreeCString(ctx, bytes);
    return close(fd) && !error ? failed(ctx) : result;
}

/* createFile(path, text, mode) */
static JSValue create_file(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int mode;
    if (JS_ToInt32(ctx, &mode, argv[2]))
        return JS_EXCEPTION;
    return write_text(ctx, argv, O_CREAT | O_EXCL | O_NOFOLLOW, mode);
}

/* writeInto(path, text) */
static JSValue write_into(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    return write_text(ctx, argv, O_TRUNC, -1);
}

/* makeDirectory(path, mode): the mode whatever the umask, from the first moment on */
static JSValue make_directory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int mode;
    if (JS_ToInt32(ctx, &mode, argv[1]))
        return JS_EXCEPTION;
    const char *path = path_from_text(ctx, argv[0]);
    if (!path)
        return failed(ctx);
    mode_t mask = umask(0);
    JSValue result = outcome(ctx, mkdir(path, mode));
    umask(mask);
    JS_FreeCString(ctx, path);
    return result;
}

/* changeOwner(path, uid, gid) */
static JSValue change_owner(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint32_t uid, gid;
    if (JS_ToUint32(ctx, &uid, argv[1]) || JS_ToUint32(ctx, &gid, argv[2]))
        return JS_EXCEPTION;
    const char *path = path_from_text(ctx, argv[0]);
    if (!path)
        return failed(ctx);
    JSValue result = outcome(ctx, lchown(path, uid, gid));
    JS_FreeCString(ctx, path);
    return result;
}

static int sync_directory_of(const char *path)
{
    char copy[4096];
    int fd = syscall(SYS_openat, AT_FDCWD, dirname(strcpy(copy, path)), O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0);
    if (fd < 0)
        return -1;
    int result = fsync(fd), error = errno;
    close(fd);
    errno = error;
    return result;
}

static int rename_durably(const char *from, const char *to)
{
    return rename(from, to) || sync_directory_of(to);
}

static JSValue with_two_paths(JSContext *ctx, JSValueConst *argv, int (*call)(const char *, const char *))
{
    const char *first = path_from_text(ctx, argv[0]);
    const char *second = first ? path_from_text(ctx, argv[1]) : NULL;
    JSValue result = outcome(ctx, second ? call(first, second) : -1);
    if (first)
        JS_FreeCString(ctx, first);
    if (second)
        JS_FreeCString(ctx, second);
    return result;
}

/* makeLink(target, path) */
static JSValue make_link(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    return with_two_paths(ctx, argv, symlink);
}

/* rename(from, to): durable */
static JSValue rename_path(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    return with_two_paths(ctx, argv, rename_durably);
}

/* A directory needs no more: only mount points are removed, and those are made anew. */
static int remove_durably(const char *path)
{
    if (unlink(path) == 0)
        return sync_directory_of(path);
    return errno == EISDIR || errno == EPERM ? rmdir(path) : -1;
}

/* remove(path): a file or a link, durable, or an empty directory */
static JSValue remove_path(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    const char *path = path_from_text(ctx, argv[0]);
    if (!path)
        return failed(ctx);
    JSValue result = outcome(ctx, remove_durably(path));
    JS_FreeCString(ctx, path);
    return result;
}

/* print(descriptor, text): whatever happens, for a boot goes on when nobody listens */
static JSValue print_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int fd;
    size_t length;
    if (JS_ToInt32(ctx, &fd, argv[0]))
        return JS_EXCEPTION;
    const char *bytes = bytes_from_text(ctx, argv[1], &length);
    if (!bytes)
        return JS_EXCEPTION;
    write_all(fd, bytes, length);
    JS_FreeCString(ctx, bytes);
    return JS_UNDEFINED;
}

const JSCFunctionListEntry write_functions[] = {
    JS_CFUNC_DEF("createFile", 3, create_file),
    JS_CFUNC_DEF("writeInto", 2, write_into),
    JS_CFUNC_DEF("makeDirectory", 2, make_directory),
    JS_CFUNC_DEF("changeOwner", 3, change_owner),
    JS_CFUNC_DEF("makeLink", 2, make_link),
    JS_CFUNC_DEF("rename", 2, rename_path),
    JS_CFUNC_DEF("remove", 1, remove_path),
    JS_CFUNC_DEF("print", 2, print_text),
};
const int write_functions_count = COUNT(write_functions);
