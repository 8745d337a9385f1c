/* The partitions that the catalog holds already, as its output describes them. Plain data in an
   arena. */
#ifndef MODEL_REGISTERED_H
#define MODEL_REGISTERED_H

#include "model/location.h"
#include "model/table.h"

struct registered_partition {
    const struct slice *values; /* by partition column */
    struct slice location;      /* without its closing slash; may be truncated: see below */
    struct span span;           /* in the file that was read */
};

struct registered {
    VEC(struct registered_partition) list;
};

enum {
    REGISTERED_LOCATION_MAX = 128
}; /* characters: the system view truncates here (facts: System views and SHOW) */

/* Whether it is registered at `location`. A truncated location needs to match only as far as it
   goes. */
bool registered_is_at(const struct registered_partition *partition, struct slice location);

/* Whether it is registered at `folder` or below it; truncated locations as above. */
bool registered_is_in(const struct registered_partition *partition, struct slice folder);

#endif
