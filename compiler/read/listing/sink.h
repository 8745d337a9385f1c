/* Where the keys of a listing go, whatever its form. */
#ifndef READ_LISTING_SINK_H
#define READ_LISTING_SINK_H

#include "model/listed_key.h"

/* The callbacks of a reader: one takes the objects, the other is told the progress. */
struct listing_sink {
    void (*take)(void *context, const struct listed_key *object);
    void *context;
    /* Told the prefix that a page was asked for, encoded or not; or NULL. */
    void (*scope)(void *context, struct slice prefix);
    void (*progress)(void *context, uint64_t bytes); /* or NULL */
    void *progress_context;
};

#endif
