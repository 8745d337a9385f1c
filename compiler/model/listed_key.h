/*
 * A key of a listing: evidence that an object exists, or a folder that holds objects. Borrowed: it
 * lasts as long as the call that it is passed to.
 */
#ifndef MODEL_LISTED_KEY_H
#define MODEL_LISTED_KEY_H

#include <stdint.h>

#include "base/slice.h"

struct listed_key {
    struct slice bucket; /* empty: the listing names none */
    struct slice key;    /* decoded, without its bucket */
    uint64_t size;       /* bytes of all that it stands for */
    uint64_t count;      /* objects that it stands for: 1, or those of a folder */
    bool is_folder;      /* a folder that holds objects, not an object */
    bool has_size;
};

#endif
