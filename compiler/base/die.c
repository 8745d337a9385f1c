#include "base/die.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/temporary.h"

noreturn void die_out_of_memory(size_t wanted)
{
    char message[80];
    int len = snprintf(message, sizeof message,
                       "spectrumc: out of memory (%zu bytes more were needed)\n", wanted);
    ssize_t written = write(STDERR_FILENO, message, (size_t)len);

    (void)written;
    temporaries_remove();
    _exit(2);
}

void memory_is_bulk(void *block, size_t size)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t lo = (uintptr_t)block / page * page;
    uintptr_t hi = ((uintptr_t)block + size + page - 1) / page * page;

    /* Whole pages only: a mapping marked in part could no longer be moved in one piece. It does no
       harm if the hint is refused. */
    (void)madvise((void *)lo, hi - lo, MADV_HUGEPAGE);
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
