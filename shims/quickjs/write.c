/*
 * Writing: each change that lib/system/quickjs.ts makes, synced where the contract says so.
 */
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

/* Writes text to a path that is opened with these flags; `finish` has the last word. */
static JSValue write_text(JSContext *ctx, JSValueConst *argv, int flags, int mode,
                          int (*finish)(int, JSContext *, JSValueConst *))
{
    size_t length;
    struct place place;
    if (find_place(ctx, &place, argv[0], argv[1], flags & O_NOFOLLOW ? KEEP_LINK : FOLLOW))
        return failed(ctx);
    int fd = open_at(place.at, place.name, O_WRONLY | place.no_link | flags, mode);
    JSValue result = outcome(ctx, fd < 0);
    leave_place(ctx, &place);
    if (fd < 0)
        return result;
    const char *bytes = bytes_from_text(ctx, argv[2], &length);
    int error = !bytes || write_all(fd, bytes, length) || (finish && finish(fd, ctx, argv));
    result = outcome(ctx, error);
    if (bytes)
        JS_FreeCString(ctx, bytes);
    return close(fd) && !error ? failed(ctx) : result;
}

/* Where there is an owner. */
static int give_to(int fd, JSContext *ctx, JSValueConst uid, JSValueConst gid)
{
    uint32_t numbers[2];
    if (JS_IsUndefined(uid))
        return 0;
    errno = EINVAL;
    return JS_ToUint32(ctx, &numbers[0], uid) || JS_ToUint32(ctx, &numbers[1], gid) ||
           fchown(fd, numbers[0], numbers[1]);
}

/* The mode while it is still ours, for a change of what is another's takes more rights. */
static int finish_new(int fd, JSContext *ctx, JSValueConst *argv)
{
    int mode;
    return JS_ToInt32(ctx, &mode, argv[3]) || fchmod(fd, mode) || give_to(fd, ctx, argv[4], argv[5]) || fsync(fd);
}

/* createFile(from, path, text, mode, uid, gid): the owner may be undefined */
static JSValue create_file(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int mode;
    if (JS_ToInt32(ctx, &mode, argv[3]))
        return JS_EXCEPTION;
    return write_text(ctx, argv, O_CREAT | O_EXCL | O_NOFOLLOW, mode & 0700, finish_new);
}

/* writeInto(from, path, text) */
static JSValue write_into(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    return write_text(ctx, argv, O_TRUNC, 0, NULL);
}

/* Only a directory that is surely the new one is given away: ours, with nothing in it. */
static int give_directory(JSContext *ctx, const struct place *place, JSValueConst *argv)
{
    char entries[512];
    struct stat info;
    if (JS_IsUndefined(argv[3]))
        return 0;
    int fd = open_at(place->at, place->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (fd < 0)
        return -1;
    int error = fstat(fd, &info);
    if (!error && (info.st_uid != geteuid() || syscall(SYS_getdents64, fd, entries, sizeof entries) > 48)) {
        errno = EEXIST;
        error = -1;
    }
    error = error || give_to(fd, ctx, argv[3], argv[4]);
    int kept = errno;
    close(fd);
    errno = kept;
    return error;
}

/* makeDirectory(from, path, mode, uid, gid): the mode whatever the umask, from the first moment on */
static JSValue make_directory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int mode;
    struct place place;
    if (JS_ToInt32(ctx, &mode, argv[2]))
        return JS_EXCEPTION;
    if (find_place(ctx, &place, argv[0], argv[1], FOLLOW))
        return failed(ctx);
    mode_t mask = umask(0);
    int error = mkdirat(place.at, place.name, mode);
    umask(mask);
    forget_missing();
    JSValue result = outcome(ctx, error || give_directory(ctx, &place, argv));
    leave_place(ctx, &place);
    return result;
}

/* Of the directory that a place's name is in. */
static int sync_directory(const struct place *place)
{
    char copy[4096];
    const char *name = place->no_link ? "." : dirname(strcpy(copy, place->path));
    int fd = open_at(place->at, name, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        return -1;
    int result = fsync(fd), error = errno;
    close(fd);
    errno = error;
    return result;
}

/* makeLink(from, path, target) */
static JSValue make_link(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct place place;
    if (find_place(ctx, &place, argv[0], argv[1], KEEP_LINK))
        return failed(ctx);
    const char *target = path_from_text(ctx, argv[2]);
    forget_missing();
    JSValue result = outcome(ctx, target ? symlinkat(target, place.at, place.name) : -1);
    if (target)
        JS_FreeCString(ctx, target);
    leave_place(ctx, &place);
    return result;
}

/* rename(from, old, new): durable */
static JSValue rename_path(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct place old, new;
    forget_directories();
    if (find_place(ctx, &old, argv[0], argv[1], KEEP_LINK))
        return failed(ctx);
    JSValue result;
    if (find_place(ctx, &new, argv[0], argv[2], KEEP_LINK))
        result = failed(ctx);
    else {
        result = outcome(ctx, renameat(old.at, old.name, new.at, new.name) || sync_directory(&new));
        leave_place(ctx, &new);
    }
    leave_place(ctx, &old);
    return result;
}

/* A directory needs no more: only mount points and locks are removed, and those are made anew. */
static int remove_durably(const struct place *place)
{
    if (unlinkat(place->at, place->name, 0) == 0)
        return sync_directory(place);
    return errno == EISDIR || errno == EPERM ? unlinkat(place->at, place->name, AT_REMOVEDIR) : -1;
}

/* remove(from, path): a file or a link, durable, or an empty directory */
static JSValue remove_path(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct place place;
    forget_directories();
    if (find_place(ctx, &place, argv[0], argv[1], KEEP_LINK))
        return failed(ctx);
    JSValue result = outcome(ctx, remove_durably(&place));
    leave_place(ctx, &place);
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
    JS_CFUNC_DEF("createFile", 6, create_file),
    JS_CFUNC_DEF("writeInto", 3, write_into),
    JS_CFUNC_DEF("makeDirectory", 5, make_directory),
    JS_CFUNC_DEF("makeLink", 3, make_link),
    JS_CFUNC_DEF("rename", 3, rename_path),
    JS_CFUNC_DEF("remove", 2, remove_path),
    JS_CFUNC_DEF("print", 2, print_text),
};
const int write_functions_count = COUNT(write_functions);
