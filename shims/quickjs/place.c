/*
 * Where a call acts. Below a directory no part of a path is followed where it is a symbolic link, and each part is
 * opened before the next is looked for, so that nobody can put a link in its place in between. Below a root links are
 * followed as after a chroot: see root.c.
 */
#include <limits.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "place.h"

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

void leave(struct place *place)
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

/*
 * `from` is undefined for a path that the kernel resolves, the path of a root, or the descriptor of a directory. `follow`
 * is for a root alone. 0, or -1 with an errno.
 */
int find_place(JSContext *ctx, struct place *place, JSValueConst from, JSValueConst path, int follow)
{
    place->at = AT_FDCWD;
    place->no_link = place->opened = place->is_later = 0;
    place->name = place->path = path_from_text(ctx, path);
    if (!place->path)
        return -1;
    if (JS_IsUndefined(from))
        return 0;
    place->no_link = O_NOFOLLOW;
    errno = ENOTDIR;
    int found = JS_IsString(from) ? find_in_root(ctx, place, from, follow)
                                  : !goes_up(place->path) && !JS_ToInt32(ctx, &place->at, from) && !walk(place);
    if (found)
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
