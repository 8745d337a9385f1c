#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { BLOCKS_A_LOOK = 8 }; /* so that the clock is not read for each block */

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

struct progress progress_begin(const uint64_t *keys)
{
    struct progress progress = {.keys = keys, .is_shown = isatty(STDERR_FILENO)};

    clock_gettime(CLOCK_MONOTONIC, &progress.began);
    progress.wrote = progress.began;
    return progress;
}

void progress_block(void *context, uint64_t bytes)
{
    struct progress *progress = context;
    struct timespec now;
    double passed;

    if (!progress->is_shown || ++progress->blocks % BLOCKS_A_LOOK)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    passed = seconds_between(progress->began, now);
    if (passed < 1 || seconds_between(progress->wrote, now) < 0.2)
        return;
    progress->wrote = now;
    progress->has_written = true;
    fprintf(stderr, "\r\033[K%llu keys, %.0f MB, %.1f million keys/s",
            (unsigned long long)*progress->keys, (double)bytes / 1e6,
            (double)*progress->keys / passed / 1e6);
}

void progress_end(struct progress *progress)
{
    if (progress->has_written)
        fputs("\r\033[K", stderr);
}
