/*
 * Mounting, without the two programs that it would else take.
 */
#include <sys/mount.h>

#include "native.h"

/* As mount(8)'s ro,nosuid,nodev,noexec. */
#define PROTECTION (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)

/* mount(device, directory, type) */
static JSValue mount_device(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    const char *words[3] = { NULL };
    int count = 0;
    forget_directories();
    while (count < 3 && (words[count] = path_from_text(ctx, argv[count])))
        count++;
    JSValue result = outcome(ctx, count < 3 ? -1 : mount(words[0], words[1], words[2], PROTECTION, NULL));
    while (count > 0)
        JS_FreeCString(ctx, words[--count]);
    return result;
}

/* unmount(directory) */
static JSValue unmount(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    const char *directory = path_from_text(ctx, argv[0]);
    if (!directory)
        return failed(ctx);
    forget_directories();
    JSValue result = outcome(ctx, umount2(directory, UMOUNT_NOFOLLOW));
    JS_FreeCString(ctx, directory);
    return result;
}

const JSCFunctionListEntry mount_functions[] = {
    JS_CFUNC_DEF("mount", 3, mount_device),
    JS_CFUNC_DEF("unmount", 1, unmount),
};
const int mount_functions_count = COUNT(mount_functions);
