#include "base/map.h"

#include <stdint.h>

#include "base/ascii.h"

struct map_slot {
    struct slice key;
    void *value; /* NULL: free */
    uint64_t hash;
};

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

void map_init_folded(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena, .is_folded = true};
}

static uint64_t hash_of(const struct map *map, struct slice key)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (size_t i = 0; i < key.len; i++) {
        char byte = map->is_folded ? ascii_lower(key.at[i]) : key.at[i];

        hash = (hash ^ (unsigned char)byte) * 0x100000001b3u;
    }
    return hash ^ hash >> 29;
}

static bool is_key(const struct map *map, struct slice a, struct slice b)
{
    return map->is_folded ? slice_eq_folded(a, b) : slice_eq(a, b);
}

static struct map_slot *slot_of(const struct map *map, struct slice key, uint64_t hash)
{
    size_t i = hash & (map->room - 1);

    while (map->slots[i].value &&
           !(map->slots[i].hash == hash && is_key(map, map->slots[i].key, key)))
        i = (i + 1) & (map->room - 1);
    return &map->slots[i];
}

void *map_get(const struct map *map, struct slice key)
{
    return map->room ? slot_of(map, key, hash_of(map, key))->value : NULL;
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
    uint64_t hash = hash_of(map, key);
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
