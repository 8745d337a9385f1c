#include "base/map.h"

#include <stdint.h>

struct map_slot {
    struct slice key;
    void *value; /* NULL: free */
    uint64_t hash;
};

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

static uint64_t hash_of(struct slice key)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

static struct map_slot *slot_of(const struct map *map, struct slice key, uint64_t hash)
{
    size_t i = hash & (map->room - 1);

    while (map->slots[i].value &&
           !(map->slots[i].hash == hash && slice_eq(map->slots[i].key, key)))
        i = (i + 1) & (map->room - 1);
    return &map->slots[i];
}

void *map_get(const struct map *map, struct slice key)
{
    return map->room ? slot_of(map, key, hash_of(key))->value : NULL;
}

static void map_widen(struct map *map)
{
    struct map old = *map;

    map->room = old.room ? old.room * 2 : 16;
    map->slots = arena_zalloc(map->arena, map->room, sizeof *map->slots);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].value)
            *slot_of(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

void *map_add(struct map *map, struct slice key, void *value)
{
    uint64_t hash = hash_of(key);
    struct map_slot *slot;

    if ((map->count + 1) * 4 > map->room * 3)
        map_widen(map);
    slot = slot_of(map, key, hash);
    if (slot->value)
        return slot->value;
    *slot = (struct map_slot){key, value, hash};
    map->count++;
    return NULL;
}
