/*
 * Where a call acts. Below a directory no part of a path is followed where it is a symbolic link, and each part is
 * opened before the next is looked for, so that nobody can put a link in its place in between.
 */
#include <limits.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "native.h"

#define DIRECTORY (O_PATH | O_DIRECTORY | O_CLOEXEC)

/* Straight to the kernel: musl would follow each open by an fcntl for kernels without O_CLOEXEC. */
int open_at(int at, const char *name, int flags, int mode)
{
    return syscall(SYS_openat, at, name, flags | O_CLOEXEC, mode);
}

static int enter(int at, const char *name, size_t length)
{
    char part[NAME_MAX + 1];
    if (length >= sizeof part) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(part, name, length);
    part[length] = 0;
    return open_at(at, part, DIRECTORY | O_NOFOLLOW, 0);
}

static void leave(struct place *place)
{
    int error = errno;
    if (place->opened)
        close(place->at);
    place->opened = 0;
    errno = error;
}

/* Enters what comes before the last part of the name. */
static int walk(struct place *place)
{
    place->name += strspn(place->name, "/");
    for (const char *slash; (slash = strchr(place->name, '/')); place->name = slash + strspn(slash, "/")) {
        int next = enter(place->at, place->name, slash - place->name);
        leave(place);
        if (next < 0)
            return -1;
        place->at = next;
        place->opened = 1;
    }
    if (!*place->name)
        place->name = ".";
    return 0;
}

/* Whether a part of the path is one that would leave the directory. */
static int goes_up(const char *path)
{
    for (const char *at = path; (at = strstr(at, "..")); at += 2)
        if ((at == path || at[-1] == '/') && (!at[2] || at[2] == '/'))
            return 1;
    return 0;
}

static int start(JSContext *ctx, struct place *place, JSValueConst from)
{
    if (JS_IsNumber(from))
        return JS_ToInt32(ctx, &place->at, from);
    const char *root = path_from_text(ctx, from);
    if (!root)
        return -1;
    place->at = open_at(AT_FDCWD, root, DIRECTORY, 0);
    place->opened = place->at >= 0;
    int error = errno;
    JS_FreeCString(ctx, root);
    errno = error;
    return place->opened ? 0 : -1;
}

/* `from` is undefined for a path that the kernel resolves, or the path or descriptor of a directory. 0, or -1 with an errno. */
int find_place(JSContext *ctx, struct place *place, JSValueConst from, JSValueConst path)
{
    *place = (struct place){.at = AT_FDCWD, .path = path_from_text(ctx, path)};
    place->name = place->path;
    if (!place->path)
        return -1;
    if (JS_IsUndefined(from))
        return 0;
    place->no_link = O_NOFOLLOW;
    errno = ENOTDIR;
    if (!goes_up(place->path) && start(ctx, place, from) == 0 && walk(place) == 0)
        return 0;
    leave_place(ctx, place);
    return -1;
}

/* Keeps the errno. */
void leave_place(JSContext *ctx, struct place *place)
{
    leave(place);
    int error = errno;
    if (place->path)
        JS_FreeCString(ctx, place->path);
    place->path = NULL;
    errno = error;
}
