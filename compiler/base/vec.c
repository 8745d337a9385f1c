#include "base/vec.h"

#include "base/die.h"

void *vec_widen(struct arena *arena, void *items, size_t count, size_t *room, size_t size,
                size_t wanted)
{
    void *moved;

    if (wanted <= *room)
        return items;
    if (wanted < *room * 2)
        wanted = *room * 2; /* many small reservations must not each copy the array */
    if (wanted > SIZE_MAX / size)
        die_out_of_memory(SIZE_MAX);
    moved = arena_alloc(arena, wanted * size);
    if (count)
        memcpy(moved, items, count * size);
    *room = wanted;
    return moved;
}
