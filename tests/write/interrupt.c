/* Interrupts a program at its n-th step on the file system: kills it, or tells it that the disk is full.
 *
 * Loaded with LD_PRELOAD. INTERRUPT_AT is the number of the step, from 1; INTERRUPT_HOW is "kill" or "full", which is told on standard error. Steps are the calls that
 * change a file or a folder; those on the standard streams do not count.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int steps;

/* Whether this step fails. */
static int interrupted(void) {
    const char *at = getenv("INTERRUPT_AT");
    const char *how = getenv("INTERRUPT_HOW");
    if (!at || !how || atomic_fetch_add(&steps, 1) + 1 != atoi(at)) {
        return 0;
    }
    if (strcmp(how, "kill") == 0) {
        kill(getpid(), SIGKILL);
    }
    static const char told[] = "(the disk is full from here)\n";
    ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(2, told, sizeof told - 1);
    errno = ENOSPC;
    return 1;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    if (fd > 2) {
        if (interrupted()) {
            return -1;
        }
        /* A disk that fills up takes a part first. */
        if (size > 7) {
            size = size / 2;
        }
    }
    return real(fd, bytes, size);
}

int fsync(int fd) {
    REAL(fsync);
    return interrupted() ? -1 : real(fd);
}

int fchmod(int fd, mode_t mode) {
    REAL(fchmod);
    return interrupted() ? -1 : real(fd, mode);
}

int fchown(int fd, uid_t owner, gid_t group) {
    REAL(fchown);
    return interrupted() ? -1 : real(fd, owner, group);
}

int unlink(const char *path) {
    REAL(unlink);
    return interrupted() ? -1 : real(path);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return interrupted() ? -1 : real(from, to);
}

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return flags & O_CREAT && interrupted() ? -1 : real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    REAL(open);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return flags & O_CREAT && interrupted() ? -1 : real(path, flags, mode);
}
