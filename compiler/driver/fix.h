/* The safe fixes of a session's findings, made in its specs. */
#ifndef DRIVER_FIX_H
#define DRIVER_FIX_H

#include "driver/session.h"

struct fixes {
    struct source **before; /* the specs as they were read, by index */
    size_t finding_count, spec_count;
};

/* Fixes the specs of a checked session, until nothing safe is left to fix. The session then holds
   the fixed specs, which no file has yet, and the findings that remain. */
struct fixes fix_specs(struct session *session);

#endif
