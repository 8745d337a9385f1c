#include "base/die.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

noreturn void die_out_of_memory(size_t wanted)
{
    fprintf(stderr, "spectrumc: out of memory (%zu bytes more were needed)\n", wanted);
    exit(2);
}

void memory_is_bulk(void *block, size_t size)
{
    uintptr_t lo = ((uintptr_t)block + BULK_SIZE - 1) / BULK_SIZE * BULK_SIZE;
    uintptr_t hi = ((uintptr_t)block + size) / BULK_SIZE * BULK_SIZE;

    if (lo < hi)
        (void)madvise((void *)lo, hi - lo, MADV_HUGEPAGE); /* a hint: it may be refused */
}

void *must_alloc(size_t size)
{
    void *block;

    if (!size || size % BULK_SIZE)
        return must_realloc(NULL, size);
    block = aligned_alloc(BULK_SIZE, size);
    if (!block)
        die_out_of_memory(size);
    memory_is_bulk(block, size);
    return block;
}

void *must_realloc(void *old, size_t size)
{
    void *block = realloc(old, size ? size : 1);

    if (!block)
        die_out_of_memory(size);
    return block;
}
