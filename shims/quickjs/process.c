/*
 * Programs, locks, checksums, time and what the process was given.
 */
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "native.h"

/* Of what a program says; the rest is read and dropped, so that it does not block. */
#define MOST_SAID (64 * 1024)

extern char **environ;
int process_argc;
char **process_argv;

/* Starts a program that hears nothing and whose errors go into a pipe; an errno, or 0. */
static int start(char **words, int errors, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, errors, 2);
    int error = posix_spawnp(pid, words[0], &files, &attributes, words, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static size_t read_said(int fd, char *said)
{
    char dropped[4096];
    size_t length = 0;
    for (;;) {
        int full = length == MOST_SAID;
        ssize_t count = read(fd, full ? dropped : said + length, full ? sizeof dropped : MOST_SAID - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return length;
        if (!full)
            length += count;
    }
}

static JSValue finish(JSContext *ctx, int errors, pid_t pid)
{
    static char said[MOST_SAID];
    int status = 0;
    size_t length = read_said(errors, said);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return failed(ctx);
    JSValue result = JS_NewArray(ctx);
    int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    JS_SetPropertyUint32(ctx, result, 0, JS_NewInt32(ctx, code));
    JS_SetPropertyUint32(ctx, result, 1, text_from_bytes(ctx, said, length));
    return result;
}

/* run(...words): [exit status, what it said on its standard error] */
static JSValue run(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int errors[2] = { -1, -1 }, count = 0;
    pid_t pid;
    char **words = calloc(argc + 1, sizeof *words);
    forget_directories();
    while (words && count < argc && (words[count] = (char *)path_from_text(ctx, argv[count])))
        count++;
    int error = count < argc ? errno : pipe2(errors, O_CLOEXEC) ? errno : 0;
    if (!error) {
        error = start(words, errors[1], &pid);
        close(errors[1]);
    }
    JSValue result = error ? JS_NewInt32(ctx, -error) : finish(ctx, errors[0], pid);
    close(errors[0]);
    while (count > 0)
        JS_FreeCString(ctx, words[--count]);
    free(words);
    return result;
}

/* Whoever waited may hold the lock of what has been removed meanwhile. */
static int is_still(int fd, const struct place *place)
{
    struct stat held, there;
    return fstat(fd, &held) == 0 && fstatat(place->at, place->name, &there, 0) == 0 &&
           held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

static int lock_place(const struct place *place)
{
    int fd = open_at(place->at, place->name, O_RDONLY | place->no_link, 0);
    if (fd < 0)
        return -1;
    int error = flock(fd, LOCK_EX | LOCK_NB) ? errno : is_still(fd, place) ? 0 : EAGAIN;
    if (!error)
        return fd;
    close(fd);
    errno = error;
    return -1;
}

/* lock(from, path): a descriptor that holds the lock, or -EWOULDBLOCK; close it */
static JSValue lock_path(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct place place;
    if (find_place(ctx, &place, argv[0], argv[1], FOLLOW))
        return failed(ctx);
    int fd = lock_place(&place);
    JSValue result = fd < 0 ? failed(ctx) : JS_NewInt32(ctx, fd);
    leave_place(ctx, &place);
    return result;
}

static uint32_t crc_of_byte(uint32_t crc, uint8_t byte)
{
    /* Of the 16 values of half a byte. */
    static const uint32_t halves[] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    crc ^= byte;
    crc = crc >> 4 ^ halves[crc & 15];
    return crc >> 4 ^ halves[crc & 15];
}

static uint32_t crc_of_unit(uint32_t crc, uint32_t unit)
{
    return crc_of_byte(crc_of_byte(crc, unit), unit >> 8);
}

/* The engine's own UTF-8, in which half of a surrogate pair has three bytes. */
static uint32_t crc_of_units(const uint8_t *from, const uint8_t *end)
{
    uint32_t crc = ~0u;
    while (from < end) {
        uint32_t first = *from++;
        int more = (first >= 0xc0) + (first >= 0xe0) + (first >= 0xf0);
        uint32_t code = more ? first & (0x3f >> more) : first;
        while (more--)
            code = code << 6 | (*from++ & 0x3f);
        if (code > 0xffff) {
            crc = crc_of_unit(crc, 0xd7c0 + (code >> 10));
            code = 0xdc00 | (code & 0x3ff);
        }
        crc = crc_of_unit(crc, code);
    }
    return ~crc;
}

/* crc32(text): as zlib's, of the UTF-16 code units with the low byte first; a number without a sign */
static JSValue crc32(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t length;
    const char *text = JS_ToCStringLen(ctx, &length, argv[0]);
    if (!text)
        return JS_EXCEPTION;
    JSValue result = JS_NewUint32(ctx, crc_of_units((const uint8_t *)text, (const uint8_t *)text + length));
    JS_FreeCString(ctx, text);
    return result;
}

/* sleep(milliseconds) */
static JSValue sleep_for(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    double ms;
    if (JS_ToFloat64(ctx, &ms, argv[0]))
        return JS_EXCEPTION;
    forget_directories();
    struct timespec left = { ms / 1000, (long)(ms * 1e6) % 1000000000 };
    while (nanosleep(&left, &left) && errno == EINTR)
        ;
    return JS_UNDEFINED;
}

/* now(): milliseconds of the monotonic clock */
static JSValue now(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return JS_NewFloat64(ctx, time.tv_sec * 1e3 + time.tv_nsec / 1e6);
}

/* isTerminal(descriptor): boolean */
static JSValue is_terminal(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int fd;
    return JS_ToInt32(ctx, &fd, argv[0]) ? JS_EXCEPTION : JS_NewBool(ctx, isatty(fd));
}

/* environment(name): string or undefined */
static JSValue environment(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    const char *name = JS_ToCString(ctx, argv[0]);
    if (!name)
        return JS_EXCEPTION;
    const char *value = getenv(name);
    JS_FreeCString(ctx, name);
    return value ? text_from_bytes(ctx, value, strlen(value)) : JS_UNDEFINED;
}

/* words(): the command line without the program's name */
static JSValue words(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    JSValue result = JS_NewArray(ctx);
    for (int i = 1; i < process_argc; i++)
        JS_SetPropertyUint32(ctx, result, i - 1, text_from_bytes(ctx, process_argv[i], strlen(process_argv[i])));
    return result;
}

/* describe(errno): string */
static JSValue describe(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int error;
    return JS_ToInt32(ctx, &error, argv[0]) ? JS_EXCEPTION : JS_NewString(ctx, strerror(error));
}

/* exit(status): never returns, and frees nothing, which the kernel does faster */
static JSValue exit_now(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    int status = 1;
    JS_ToInt32(ctx, &status, argv[0]);
    _exit(status);
}

const JSCFunctionListEntry process_functions[] = {
    JS_CFUNC_DEF("run", 1, run),
    JS_CFUNC_DEF("lock", 2, lock_path),
    JS_CFUNC_DEF("crc32", 1, crc32),
    JS_CFUNC_DEF("sleep", 1, sleep_for),
    JS_CFUNC_DEF("now", 0, now),
    JS_CFUNC_DEF("isTerminal", 1, is_terminal),
    JS_CFUNC_DEF("environment", 1, environment),
    JS_CFUNC_DEF("words", 0, words),
    JS_CFUNC_DEF("describe", 1, describe),
    JS_CFUNC_DEF("exit", 1, exit_now),
    JS_CFUNC_DEF("wait", 1, wait_for_promise),
};
const int process_functions_count = COUNT(process_functions);
