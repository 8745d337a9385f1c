#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>

noreturn void die_out_of_memory(size_t wanted)
{
    fprintf(stderr, "spectrumc: out of memory (%zu bytes more were needed)\n", wanted);
    exit(2);
}

void *must_alloc(size_t size)
{
    return must_realloc(NULL, size);
}

void *must_realloc(void *old, size_t size)
{
    void *block = realloc(old, size ? size : 1);

    if (!block)
        die_out_of_memory(size);
    return block;
}
