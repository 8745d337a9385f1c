/*
 * Typed growable arrays that live in an arena: `VEC(struct column) columns;` is empty when zeroed.
 * `vec_push(&v, arena)` adds one zeroed item and yields its address, which is valid until the next
 * push.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count;                                                                              \
        size_t room;                                                                               \
    }

#define vec_push(vec, arena)                                                                       \
    ((vec)->count == (vec)->room ? (void)vec_reserve(vec, arena, (vec)->room ? 1 : 4) : (void)0,   \
     memset(&(vec)->at[(vec)->count], 0, sizeof *(vec)->at), &(vec)->at[(vec)->count++])

/* Makes room for `more` items at once, when their number is known in advance. */
#define vec_reserve(vec, arena, more)                                                              \
    ((vec)->at = vec_widen((arena), (vec)->at, (vec)->count, &(vec)->room, sizeof *(vec)->at,      \
                           (vec)->count + (more)))

/* The array, moved if need be, with room for at least `wanted` items in all. */
void *vec_widen(struct arena *arena, void *items, size_t count, size_t *room, size_t size,
                size_t wanted);

#endif
