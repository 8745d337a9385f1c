/*
 * A map from byte strings to pointers, in an arena. It cannot be iterated over, so that the order
 * of its hashes never reaches any output. Keys are borrowed and must outlive the map.
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

/* A map whose keys are compared without regard to the case of ASCII letters. */
void map_init_folded(struct map *map, struct arena *arena);

/* The value of `key`, or NULL. */
void *map_get(const struct map *map, struct slice key);

/* Gives `key` the value (not NULL) and returns NULL; or, when the key already has a value, changes
   nothing and returns that one. */
void *map_add(struct map *map, struct slice key, void *value);

#endif
