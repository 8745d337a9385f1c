/* The one place where a run ends for want of memory: a line on stderr and exit status 2. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>
#include <stdnoreturn.h>

noreturn void die_out_of_memory(size_t wanted);

/* malloc and realloc that do not return NULL. A size of 0 counts as 1. */
void *must_alloc(size_t size);
void *must_realloc(void *old, size_t size);

#endif
