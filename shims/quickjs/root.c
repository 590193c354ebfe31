/*
 * Places below a root, as after a chroot: an absolute link means the root's own tree, `..` stops at the root. The kernel
 * finds a directory there in one call (openat2, Linux 5.6); where it has none, or a sandbox keeps it back, the path is
 * walked a part at a time, by descriptors and without following any link but by its text.
 */
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "place.h"

/* As many as the kernel follows. */
#define MOST_LINKS 40

/* Of linux/openat2.h, which musl has not. */
#define NO_MAGIC_LINKS 0x02
#define IN_ROOT 0x10

/*
 * Directories that were looked for in the root that was asked about last, itself the first: a boot looks at dozens of files
 * of a few directories. What may put another directory in the place of one has them forgotten.
 */
static struct {
    int descriptor;
    uint16_t length;
    char path[122];
} known[16];
static int known_count, next_to_go;
static char known_root[PATH_MAX];

/* Directories that were not there: programs are looked for in a few, one after the other. */
static struct {
    uint16_t length;
    char path[62];
} missing[16];
static int missing_count;

void forget_missing(void)
{
    missing_count = 0;
}

void forget_directories(void)
{
    while (known_count)
        close(known[--known_count].descriptor);
    forget_missing();
}

static int remember(int descriptor, const char *path, size_t length)
{
    int i = known_count;
    if (i < COUNT(known))
        known_count++;
    else
        close(known[i = next_to_go = next_to_go % (COUNT(known) - 1) + 1].descriptor);
    known[i].descriptor = descriptor;
    known[i].length = length;
    memcpy(known[i].path, path, length);
    return descriptor;
}

/* The first of the known directories is the root then. */
static int enter_root(const char *root)
{
    if (known_count && !strcmp(root, known_root))
        return 0;
    forget_directories();
    int descriptor = open_at(AT_FDCWD, root, DIRECTORY, 0);
    if (descriptor < 0)
        return -1;
    strcpy(known_root, root);
    remember(descriptor, "", 0);
    return 0;
}

static int leave_for(int at, int next)
{
    int error = errno;
    if (at != known->descriptor)
        close(at);
    errno = error;
    return next;
}

/* What is no name: `.` and `..`, and nothing between two slashes. */
static int is_no_name(const char *part, size_t length)
{
    return length == 0 || (part[0] == '.' && (length == 1 || (length == 2 && part[1] == '.')));
}

/* Takes the part out, `..` with the one before it. */
static void take_out(char *path, char *part, size_t length, const char *rest)
{
    if (length == 2 && part > path + 1)
        for (part--; part > path && part[-1] != '/'; part--)
            ;
    memmove(part, rest, strlen(rest) + 1);
}

/* Puts the link's target in its place; an errno, or 0. */
static int put_in(char *path, char *part, const char *rest, const char *target, size_t length)
{
    char *to = target[0] == '/' ? path : part;
    size_t left = strlen(rest) + 1;
    if (to + length + 1 + left > path + 2 * PATH_MAX)
        return ENAMETOOLONG;
    memmove(to + length + 1, rest, left);
    memcpy(to, target, length);
    to[length] = left > 1 ? '/' : 0;
    return 0;
}

/* Enters the directories that a path begins with. Returns the part that is none (with an errno), no name, or the last. */
static char *enter_parts(char *path, int *at)
{
    char *part = path + (*path == '/'), *slash;
    *at = known->descriptor;
    for (; (slash = strchr(part, '/')) && slash[1] && !is_no_name(part, slash - part); part = slash + 1) {
        *slash = 0;
        int next = open_at(*at, part, DIRECTORY | O_NOFOLLOW, 0);
        *slash = '/';
        if (next < 0)
            break;
        *at = leave_for(*at, next);
    }
    return part;
}

/*
 * Enters what comes before the last part of the path, whose name it returns, and rewrites the path until it has neither
 * dots nor links in it (but for the last part, unless that is followed). Null with an errno.
 */
static const char *walk(char *path, int follow, int *at)
{
    char target[PATH_MAX];
    for (int links = 0;; leave_for(*at, 0)) {
        char *part = enter_parts(path, at);
        size_t length = strcspn(part, "/");
        char *rest = part + length + (part[length] == '/');
        int is_last = !*rest;
        if (!*part)
            return ".";
        if (is_no_name(part, length)) {
            take_out(path, part, length, rest);
            continue;
        }
        part[length] = 0;
        ssize_t size = (is_last ? follow : errno == ENOTDIR) ? readlinkat(*at, part, target, sizeof target) : -1;
        if (size < 0 && is_last)
            return part;
        if (!is_last)
            part[length] = '/';
        if (size >= 0)
            errno = ++links > MOST_LINKS ? LINKS_IN_A_ROW : put_in(path, part, rest, target, size);
        else if (errno == EINVAL)
            errno = ENOTDIR;
        if (errno)
            return leave_for(*at, 0), NULL;
    }
}

/* The kernel's answer is taken for what is there, and for what is not. */
static int open_directory(struct place *place, const char *path, size_t length)
{
    const uint64_t how[3] = {DIRECTORY, 0, IN_ROOT | NO_MAGIC_LINKS};
    static int is_missing;
    memcpy(place->real, path, length);
    place->real[length] = 0;
    if (!is_missing) {
        int found = syscall(SYS_openat2, known->descriptor, place->real, how, sizeof how);
        if (found >= 0 || errno == ENOENT || errno == ENOTDIR)
            return found;
        is_missing = errno == ENOSYS;
    }
    int at;
    const char *name = walk(place->real, 1, &at);
    return name ? leave_for(at, open_at(at, name, DIRECTORY | O_NOFOLLOW, 0)) : -1;
}

static int is_known_to_miss(const char *path, size_t length)
{
    for (int i = missing_count; i--;)
        if (missing[i].length == length && !memcmp(missing[i].path, path, length)) {
            errno = ENOENT;
            return 1;
        }
    return 0;
}

static void remember_missing(const char *path, size_t length)
{
    if (errno != ENOENT || length > sizeof missing->path || missing_count == COUNT(missing))
        return;
    missing[missing_count].length = length;
    memcpy(missing[missing_count++].path, path, length);
}

static int enter_directory(struct place *place, size_t length)
{
    for (int i = known_count; i--;)
        if (known[i].length == length && !memcmp(known[i].path, place->path, length))
            return place->at = known[i].descriptor;
    if (is_known_to_miss(place->path, length))
        return -1;
    place->at = open_directory(place, place->path, length);
    if (place->at < 0) {
        remember_missing(place->path, length);
        return -1;
    }
    if (length <= sizeof known->path)
        return remember(place->at, place->path, length);
    place->opened = 1;
    return place->at;
}

static int enter_root_of(JSContext *ctx, JSValueConst root)
{
    const char *path = path_from_text(ctx, root);
    int error = path ? enter_root(path) : -1;
    if (path)
        JS_FreeCString(ctx, path);
    return error;
}

static int walk_to(struct place *place, int follow)
{
    strcpy(place->real, place->path);
    place->name = walk(place->real, follow, &place->at);
    place->opened = place->name && place->at != known->descriptor;
    return !!place->name;
}

/* Whether it was found; else there is an errno. */
int find_in_root(JSContext *ctx, struct place *place, JSValueConst root, int follow)
{
    const char *slash = strrchr(place->path, '/');
    place->name = slash ? slash + 1 : place->path;
    if (enter_root_of(ctx, root))
        return 0;
    if (!is_no_name(place->name, strlen(place->name))) {
        char first;
        if (enter_directory(place, slash ? slash - place->path : 0) < 0)
            return 0;
        place->is_later = follow == FOLLOW_LATER;
        if (follow != FOLLOW || readlinkat(place->at, place->name, &first, 1) < 0)
            return 1;
        leave(place);
    }
    return walk_to(place, follow);
}

/* Goes on to what the link leads to that the place has turned out to be. Whether there was one to follow; keeps the errno. */
int follow_later(struct place *place)
{
    if (!place->is_later)
        return 0;
    leave(place);
    place->is_later = 0;
    return walk_to(place, FOLLOW);
}

/* realPath(root, path, follow): the path below the root without links, as far as there is something */
static JSValue real_path(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int at;
    char real[2 * PATH_MAX];
    const char *path = path_from_text(ctx, argv[1]);
    if (!path || enter_root_of(ctx, argv[0])) {
        JS_FreeCString(ctx, path);
        return JS_DupValue(ctx, argv[1]);
    }
    strcpy(real, path);
    JS_FreeCString(ctx, path);
    if (walk(real, JS_ToBool(ctx, argv[2]), &at))
        leave_for(at, 0);
    return text_from_bytes(ctx, real, strlen(real));
}

const JSCFunctionListEntry root_functions[] = {
    JS_CFUNC_DEF("realPath", 3, real_path),
};
const int root_functions_count = COUNT(root_functions);
