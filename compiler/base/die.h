/* Memory that is there or ends the run: for want of it, a line on stderr and exit status 2. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>
#include <stdnoreturn.h>

/* In any thread: one write, and no handlers of exit, which could wait for the other threads. */
noreturn void die_out_of_memory(size_t wanted);

/* malloc and realloc that do not return NULL. A size of 0 counts as 1. Blocks of a multiple of
   BULK_SIZE are aligned to it and marked as bulk. */
void *must_alloc(size_t size);
void *must_realloc(void *old, size_t size);

enum { BULK_SIZE = 2 * 1024 * 1024 };

/* Tells the system that a block of BULK_SIZE or more will be filled, so that it may map large
   pages: page faults are a tenth of the time of writing much. */
void memory_is_bulk(void *block, size_t size);

#endif
