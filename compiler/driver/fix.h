/* Applies the safe fixes of a session's findings to its specs. */
#ifndef DRIVER_FIX_H
#define DRIVER_FIX_H

#include "driver/session.h"

struct fixes {
    struct source **before; /* the specs as they were read, by index */
    size_t finding_count, spec_count;
};

/* Fixes the specs of a checked session until no safe fix is left. The session then holds the fixed
   specs, which are not yet written to any file, and the remaining findings. */
struct fixes fix_specs(struct session *session);

#endif
