/*
 * What the parts of the static binary know of one another. The functions that lib/system/quickjs.ts imports as
 * "native" return their value, or the errno as a negative number.
 */
#ifndef NATIVE_H
#define NATIVE_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>

#include "quickjs.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* text.c */
JSValue text_from_bytes(JSContext *ctx, const char *bytes, size_t length);
const char *bytes_from_text(JSContext *ctx, JSValueConst text, size_t *length);
const char *path_from_text(JSContext *ctx, JSValueConst text);

/* More links than the kernel would follow, in a path below a root; no errno of the kernel's. */
#define LINKS_IN_A_ROW 1040

/* place.c */
struct place {
    /* The directory, or AT_FDCWD. */
    int at;
    /* In that directory. */
    const char *name;
    /* O_NOFOLLOW below a directory or a root, else 0. */
    int no_link;
    /* Whether a link that the place turns out to be is to be followed: see follow_later. */
    int is_later;
    const char *path;
    int opened;
    /* The path once more, if links had to be looked for in it. */
    char real[2 * PATH_MAX];
};
/* A link at the end of a path below a root: it is meant itself, is followed, or is once it is known to be one. */
enum { KEEP_LINK, FOLLOW, FOLLOW_LATER };
int open_at(int at, const char *name, int flags, int mode);
int find_place(JSContext *ctx, struct place *place, JSValueConst from, JSValueConst path, int follow);
void leave_place(JSContext *ctx, struct place *place);
int follow_later(struct place *place);
void forget_directories(void);
void forget_missing(void);

/* modules.c */
int modules_init(JSContext *ctx);
JSValue module_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue wait_for_promise(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);

/* read.c, write.c, mount.c, process.c */
extern const JSCFunctionListEntry read_functions[], write_functions[], mount_functions[], process_functions[];
extern const int read_functions_count, write_functions_count, mount_functions_count, process_functions_count;
extern int process_argc;
extern char **process_argv;

/* root.c */
extern const JSCFunctionListEntry root_functions[];
extern const int root_functions_count;

/* json.c */
extern const JSCFunctionListEntry json_functions[];
extern const int json_functions_count;

/* ip.c */
extern const JSCFunctionListEntry ip_functions[];
extern const int ip_functions_count;

/* sha1.c */
extern const JSCFunctionListEntry sha1_functions[];
extern const int sha1_functions_count;

/* arena.c */
extern const JSMallocFunctions arena;
/* Says that there is not enough memory, and ends the program. */
__attribute__((noreturn)) void *exhausted(void);

static inline JSValue failed(JSContext *ctx)
{
    return JS_NewInt32(ctx, -errno);
}

/* The value for the result of a system call that returns 0 or -1. */
static inline JSValue outcome(JSContext *ctx, int result)
{
    return result ? failed(ctx) : JS_NewInt32(ctx, 0);
}

#endif
