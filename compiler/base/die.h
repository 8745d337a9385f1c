/* Allocation that never fails: when memory runs out, it writes a line to stderr and exits with
   status 2. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>
#include <stdnoreturn.h>

/* May be called in any thread: it makes one write and runs no atexit handlers, which could wait for
   the other threads. */
noreturn void die_out_of_memory(size_t wanted);

/* malloc and realloc that do not return NULL. A size of 0 counts as 1. Blocks whose size is a
   multiple of BULK_SIZE are aligned to it and passed to memory_is_bulk. */
void *must_alloc(size_t size);
void *must_realloc(void *old, size_t size);

enum { BULK_SIZE = 2 * 1024 * 1024 };

/* Tells the kernel that a block of BULK_SIZE or more will be filled, so that it may map large
   pages: page faults take a tenth of the time of a large write. */
void memory_is_bulk(void *block, size_t size);

#endif
