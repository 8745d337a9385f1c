/*
 * An arena owns every block cut from it until it is released; nothing in it is freed alone. One
 * arena serves a run. Want of memory ends the program (base/die.h), so no call returns NULL.
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

/* Forgets every block, but keeps some memory for the next ones: for work that is done many times.
 */
void arena_clear(struct arena *arena);

/* `size` bytes, aligned for any type, not cleared. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` items of `size` bytes, all zero. */
void *arena_zalloc(struct arena *arena, size_t count, size_t size);

#define arena_new(arena, type) ((type *)arena_zalloc((arena), 1, sizeof(type)))

/* A copy, with a NUL behind it that is not counted. */
struct slice arena_copy(struct arena *arena, struct slice text);

/* The same with the letters A to Z in lower case. */
struct slice arena_lower(struct arena *arena, struct slice text);

struct slice arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct slice arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#endif
