/* The partitions that the catalog has already, as it tells of them. Plain data in an arena. */
#ifndef MODEL_REGISTERED_H
#define MODEL_REGISTERED_H

#include "model/location.h"
#include "model/table.h"

struct registered_partition {
    const struct slice *values; /* by partition column */
    struct slice location;      /* without its last slash; perhaps cut off: see below */
    struct span span;           /* in the file that was read */
};

struct registered {
    VEC(struct registered_partition) list;
};

enum {
    REGISTERED_LOCATION_MAX = 128
}; /* characters: where the system view cuts (facts: System views and SHOW) */

/* Whether it is registered at `location`, as far as a location that was cut off tells. */
bool registered_is_at(const struct registered_partition *partition, struct slice location);

/* The same: whether it is registered in `folder`, or at it. */
bool registered_is_in(const struct registered_partition *partition, struct slice folder);

#endif
