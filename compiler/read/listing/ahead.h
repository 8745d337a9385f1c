/*
 * A file read ahead: a thread reads its next blocks while one is being used, so that a long file
 * takes as long as what is slower, reading it or what is done with it. The blocks are a ring; a
 * thread that has filled it sleeps until half is free, since waking it takes long.
 */
#ifndef READ_LISTING_AHEAD_H
#define READ_LISTING_AHEAD_H

#include <stddef.h>

struct ahead;

enum { AHEAD_BLOCKS = 8 };

/* Begins to read the open file from where it stands into blocks of `size` bytes, in turn, of which
   the first is in use already. They must last until ahead_stop; the file must not be read by anyone
   else. NULL where no thread is to be had: then nothing has been read. */
struct ahead *ahead_start(int file, char *const blocks[AHEAD_BLOCKS], size_t size);

/* Waits for the next block. Returns its bytes, 0 at the end, where *error is 0 or the errno that
   the reading ended with; not to be called again then. The block before it stays as it is until
   ahead_release. */
size_t ahead_wait(struct ahead *ahead, char **block, int *error);

/* Lets the block before the last one that was waited for be read over. */
void ahead_release(struct ahead *ahead);

/* Ends the thread, wherever it is, and frees what it had. */
void ahead_stop(struct ahead *ahead);

#endif
