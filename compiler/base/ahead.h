/*
 * Reads a file ahead: a thread reads the next blocks while the caller uses one, so that a long file
 * takes only as long as the slower of reading and processing. The blocks form a ring; when it is
 * full, the thread sleeps until half is free, since waking it is slow.
 */
#ifndef BASE_AHEAD_H
#define BASE_AHEAD_H

#include <stddef.h>

struct ahead;

enum { AHEAD_BLOCKS = 8 };

/* Starts reading the open file from its current offset into the blocks of `size` bytes in turn,
   after the first, which the caller is using. The blocks must last until ahead_stop, and nothing
   else may read the file. NULL if no thread can be started; then nothing has been read. */
struct ahead *ahead_start(int file, char *const blocks[AHEAD_BLOCKS], size_t size);

/* Waits for the next block. Returns its length in bytes; 0 at the end, with *error 0 or the errno
   of the failed read, and then must not be called again. The previous block stays valid until
   ahead_release. */
size_t ahead_wait(struct ahead *ahead, char **block, int *error);

/* Allows the block before the latest one to be overwritten. */
void ahead_release(struct ahead *ahead);

/* Stops the thread, whatever it is doing, and frees its memory. */
void ahead_stop(struct ahead *ahead);

#endif
