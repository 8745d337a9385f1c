/*
 * Preloaded into a run, makes allocations fail: the FAIL_AT-th one, and with FAIL_ON=yes each one
 * after it. Without FAIL_AT it fails none. FAIL_COUNT names a file that gets the number of
 * allocations that were asked for; a run that ends by _exit() writes none.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What dlsym() asks for while the real functions are looked up comes from here. */
static _Alignas(max_align_t) char early[4096];
static size_t early_len;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static void (*real_free)(void *);

static atomic_ulong count;
static unsigned long fail_at;
static bool fail_on, is_ready;

__attribute__((constructor)) static void look_up(void)
{
    const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON");

    if (is_ready)
        return;
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&real_aligned_alloc = dlsym(RTLD_NEXT, "aligned_alloc");
    *(void **)&real_free = dlsym(RTLD_NEXT, "free");
    fail_at = at ? strtoul(at, NULL, 10) : 0;
    fail_on = on && !strcmp(on, "yes");
    is_ready = true;
}

__attribute__((destructor)) static void write_count(void)
{
    const char *path = getenv("FAIL_COUNT");
    char text[24];
    int file, len;

    if (!path || (file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600)) < 0)
        return;
    len = snprintf(text, sizeof text, "%lu\n", atomic_load(&count));
    if (write(file, text, (size_t)len) != len)
        abort();
    close(file);
}

static void *early_block(size_t size)
{
    size_t lo = early_len;

    early_len += (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (early_len > sizeof early)
        abort();
    return early + lo;
}

static bool is_early(const void *block)
{
    return (const char *)block >= early && (const char *)block < early + sizeof early;
}

static bool must_fail(void)
{
    unsigned long n = atomic_fetch_add(&count, 1) + 1;

    if (!fail_at || n < fail_at || (n > fail_at && !fail_on))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    if (!is_ready)
        return early_block(size);
    return must_fail() ? NULL : real_malloc(size);
}

void *calloc(size_t items, size_t size)
{
    if (!is_ready)
        return early_block(items * size);
    return must_fail() ? NULL : real_calloc(items, size);
}

void *realloc(void *old, size_t size)
{
    if (!is_ready || is_early(old))
        abort(); /* dlsym() does not */
    return must_fail() ? NULL : real_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return must_fail() ? NULL : real_aligned_alloc(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    if (must_fail())
        return ENOMEM;
    *block = real_aligned_alloc(alignment, size);
    return *block ? 0 : ENOMEM;
}

void free(void *block)
{
    if (!is_early(block))
        real_free(block);
}
