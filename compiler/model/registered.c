/* Compares registered locations, which the system view may have truncated. */
#include "model/registered.h"

#include "base/utf8.h"

bool registered_is_at(const struct registered_partition *partition, struct slice location)
{
    struct slice known = partition->location;

    return slice_eq(known, location_open(location)) ||
           (utf8_count(known) == REGISTERED_LOCATION_MAX &&
            slice_starts(location_open(location), known));
}

bool registered_is_in(const struct registered_partition *partition, struct slice folder)
{
    struct slice known = partition->location, open = location_open(folder);

    if (known.len > open.len)
        return slice_starts(known, open) && known.at[open.len] == '/';
    return registered_is_at(partition, open);
}
