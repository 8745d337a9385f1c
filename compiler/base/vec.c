#include "base/vec.h"

#include "base/die.h"

void *vec_room(struct arena *arena, void *items, size_t count, size_t *room, size_t size)
{
    if (count == *room) {
        size_t wider = *room ? *room * 2 : 8;
        void *moved;

        if (wider > SIZE_MAX / size)
            die_out_of_memory(SIZE_MAX);
        moved = arena_alloc(arena, wider * size);
        if (count)
            memcpy(moved, items, count * size);
        items = moved;
        *room = wider;
    }
    memset((char *)items + count * size, 0, size);
    return items;
}
