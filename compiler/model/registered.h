/* The partitions that the catalog has already, as it tells of them. Plain data in an arena. */
#ifndef MODEL_REGISTERED_H
#define MODEL_REGISTERED_H

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

#endif
