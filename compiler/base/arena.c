#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"

enum { FIRST_CHUNK = 64 * 1024, LAST_CHUNK = 4 * 1024 * 1024, ALIGNMENT = 16 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size;
    _Alignas(ALIGNMENT) char bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    struct arena_chunk *older;

    for (struct arena_chunk *chunk = arena->chunks; chunk; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
    arena_init(arena);
}

void arena_clear(struct arena *arena)
{
    struct arena_chunk *kept = arena->chunks;

    if (!kept)
        return;
    arena->chunks = kept->older;
    kept->older = NULL;
    arena_release(arena);
    arena->chunks = kept;
    arena->at = kept->bytes;
    arena->end = kept->bytes + kept->size;
}

static struct arena_chunk *chunk_add(struct arena *arena, size_t size)
{
    struct arena_chunk *chunk;

    if (size > SIZE_MAX - sizeof *chunk - BULK_SIZE)
        die_out_of_memory(size);
    size += sizeof *chunk;
    if (size > BULK_SIZE)
        size = (size + BULK_SIZE - 1) / BULK_SIZE * BULK_SIZE;
    chunk = must_alloc(size);
    size -= sizeof *chunk;
    chunk->size = size;
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

/* A large block gets its own chunk, which goes after the one being filled in the list. */
static void *alloc_large(struct arena *arena, size_t size)
{
    struct arena_chunk *filling = arena->chunks;
    struct arena_chunk *chunk = chunk_add(arena, size);

    if (filling) {
        arena->chunks = filling;
        chunk->older = filling->older;
        filling->older = chunk;
    } else {
        arena->at = arena->end = chunk->bytes + size;
    }
    return chunk->bytes;
}

/* Chunks grow with the arena: a large arena has few of them, a small one wastes little. */
static size_t next_size(const struct arena *arena)
{
    size_t size = arena->chunks ? (arena->chunks->size + sizeof *arena->chunks) * 2 : FIRST_CHUNK;

    if (size < FIRST_CHUNK)
        size = FIRST_CHUNK;
    return (size > LAST_CHUNK ? LAST_CHUNK : size) - sizeof *arena->chunks;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    char *block;

    if (size > SIZE_MAX - ALIGNMENT)
        die_out_of_memory(size);
    size = size ? (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1) : ALIGNMENT;
    if (size > (size_t)(arena->end - arena->at)) {
        struct arena_chunk *chunk;

        if (size > FIRST_CHUNK / 4)
            return alloc_large(arena, size);
        chunk = chunk_add(arena, next_size(arena));
        arena->at = chunk->bytes;
        arena->end = chunk->bytes + chunk->size;
    }
    block = arena->at;
    arena->at += size;
    return block;
}

void *arena_zalloc(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        die_out_of_memory(SIZE_MAX);
    return memset(arena_alloc(arena, count * size), 0, count * size);
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    char *copy = arena_alloc(arena, text.len + 1);

    if (text.len)
        memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    return (struct slice){copy, text.len};
}

struct slice arena_lower(struct arena *arena, struct slice text)
{
    char *copy = arena_alloc(arena, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        copy[i] = ascii_lower(text.at[i]);
    copy[text.len] = '\0';
    return (struct slice){copy, text.len};
}

struct slice arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    int len;
    char *text;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        die_out_of_memory(0);
    text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, args);
    return (struct slice){text, (size_t)len};
}

struct slice arena_printf(struct arena *arena, const char *format, ...)
{
    struct slice text;
    va_list args;

    va_start(args, format);
    text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
