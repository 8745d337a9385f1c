#include "base/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct temporary *_Atomic announced;
static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};

enum { DEADLY_COUNT = sizeof deadly / sizeof *deadly };

static sigset_t deadly_set(void)
{
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < DEADLY_COUNT; i++)
        sigaddset(&set, deadly[i]);
    return set;
}

/* The run ends as if the signal had not been caught: it is blocked until the handler returns. */
static void end_run(int number)
{
    int error = errno;

    temporaries_remove();
    signal(number, SIG_DFL);
    raise(number);
    errno = error;
}

void temporaries_guard(void)
{
    struct sigaction action = {
        .sa_handler = end_run, .sa_mask = deadly_set(), .sa_flags = SA_RESTART};

    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < DEADLY_COUNT; i++) {
        struct sigaction before;

        if (sigaction(deadly[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(deadly[i], &action, NULL);
    }
}

void temporary_name(char name[TEMPORARY_NAME_MAX])
{
    static unsigned count;

    snprintf(name, TEMPORARY_NAME_MAX, ".spectrumc-%ld-%u.tmp", (long)getpid(), ++count);
}

void temporary_announce(struct temporary *temporary, const char *path)
{
    *temporary = (struct temporary){path, atomic_load(&announced)};
    atomic_store(&announced, temporary);
}

void temporaries_clear(void)
{
    atomic_store(&announced, NULL);
}

/* What was renamed is not there any more, and no other file has its name. */
void temporaries_remove(void)
{
    for (const struct temporary *at = atomic_load(&announced); at; at = at->next)
        unlink(at->path);
}

void temporaries_hold_signals(void)
{
    sigset_t set = deadly_set();

    sigprocmask(SIG_BLOCK, &set, NULL);
}

void temporaries_release_signals(void)
{
    sigset_t set = deadly_set();

    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* Whether a name is one that temporary_name gives in a process that has ended. Processes of another
   container count as ended: a run there that writes to the same folder then fails to rename. */
static bool is_left_behind(const char *name)
{
    char again[TEMPORARY_NAME_MAX];
    unsigned count;
    long process;

    if (sscanf(name, ".spectrumc-%ld-%u.tmp", &process, &count) != 2 || process <= 0)
        return false;
    snprintf(again, sizeof again, ".spectrumc-%ld-%u.tmp", process, count);
    return strcmp(name, again) == 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

static bool is_regular(int folder, const char *name)
{
    struct stat info;

    return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
}

void temporaries_sweep(int folder)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = again < 0 ? NULL : fdopendir(again);
    const struct dirent *entry;

    if (!stream) {
        if (again >= 0)
            close(again);
        return;
    }
    while ((entry = readdir(stream)))
        if (is_left_behind(entry->d_name) && is_regular(folder, entry->d_name))
            unlinkat(folder, entry->d_name, 0);
    closedir(stream);
}
