/*
 * An arena owns every block cut from it until it is released; nothing in it is freed alone. One
 * arena serves a run. Exits when memory runs out (base/die.h); no call returns NULL.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct arena {
    struct arena_chunk *chunks;
    char *at; /* the next free byte of the newest chunk */
    char *end;
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);

/* Frees every block but keeps some memory for the next ones: for work that is repeated. */
void arena_clear(struct arena *arena);

/* `size` bytes, aligned for any type, uninitialized. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` items of `size` bytes, all zero. */
void *arena_zalloc(struct arena *arena, size_t count, size_t size);

#define arena_new(arena, type) ((type *)arena_zalloc((arena), 1, sizeof(type)))

/* A copy, followed by a NUL that `len` does not include. */
struct slice arena_copy(struct arena *arena, struct slice text);

/* Like arena_copy, with ASCII letters in lower case. */
struct slice arena_lower(struct arena *arena, struct slice text);

struct slice arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct slice arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#endif
