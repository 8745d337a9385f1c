/* How far a long listing has been read, on a terminal; silent elsewhere and for the first second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
    const uint64_t *keys; /* where the count of keys stands */
    bool is_shown;        /* there is a terminal */
    bool has_written;
    unsigned blocks;
    struct timespec began, wrote;
};

struct progress progress_begin(const uint64_t *keys);

/* Told after each block that was read; `progress` is a struct progress. */
void progress_block(void *progress, uint64_t bytes);

/* Takes the line off the terminal. */
void progress_end(struct progress *progress);

#endif
