/*
 * Preloaded into a run, makes read() and write() behave as they may: they move fewer bytes than were
 * asked for, are interrupted (EINTR) or would block (EAGAIN), by dice from SEED. With FAIL_AT=N the
 * N-th write fails with ENOSPC, and each one after it; fsync() then fails too.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_write)(int, const void *, size_t);
static unsigned long fail_at, written;
static unsigned dice;

__attribute__((constructor)) static void look_up(void)
{
    const char *at = getenv("FAIL_AT"), *seed = getenv("SEED");

    *(void **)&real_read = dlsym(RTLD_NEXT, "read");
    *(void **)&real_write = dlsym(RTLD_NEXT, "write");
    fail_at = at ? strtoul(at, NULL, 10) : 0;
    dice = seed ? (unsigned)strtoul(seed, NULL, 10) : 1;
}

/* Whether the call is to fail this time; else *len is what it may move. */
static bool is_disturbed(size_t *len)
{
    unsigned throw = (unsigned)rand_r(&dice) % 8;

    if (throw < 2) {
        errno = throw ? EINTR : EAGAIN;
        return true;
    }
    if (throw < 5 && *len > 1)
        *len = 1 + (size_t)rand_r(&dice) % (*len - 1);
    return false;
}

ssize_t read(int file, void *to, size_t len)
{
    return is_disturbed(&len) ? -1 : real_read(file, to, len);
}

/* Messages of failures are let through whole. */
ssize_t write(int file, const void *from, size_t len)
{
    if (file == STDERR_FILENO)
        return real_write(file, from, len);
    if (fail_at && ++written >= fail_at) {
        errno = ENOSPC;
        return -1;
    }
    return is_disturbed(&len) ? -1 : real_write(file, from, len);
}
