/*
 * A map from byte strings to pointers, in an arena. It is never walked, so that the order of its
 * hashes can reach no output. Keys are borrowed and must outlive the map.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t count;
    size_t room; /* a power of two */
    bool is_folded;
};

void map_init(struct map *map, struct arena *arena);

/* A map whose keys are the same when they differ in the case of ASCII letters only. */
void map_init_folded(struct map *map, struct arena *arena);

/* The value put under `key`, or NULL. */
void *map_get(const struct map *map, struct slice key);

/* Puts `value` (not NULL) under `key` and returns NULL; or, where the key has a value already,
   changes nothing and returns that value. */
void *map_add(struct map *map, struct slice key, void *value);

#endif
