/* The progress of reading a long listing, shown on a terminal after the first second; silent
   elsewhere. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
    const uint64_t *keys; /* points to the count of keys */
    bool is_shown;        /* stderr is a terminal */
    bool has_written;
    unsigned blocks;
    struct timespec began, wrote;
};

struct progress progress_begin(const uint64_t *keys);

/* To be called after each block; `progress` is a struct progress. */
void progress_block(void *progress, uint64_t bytes);

/* Erases the line from the terminal. */
void progress_end(struct progress *progress);

#endif
