/*
 * A key in a listing: evidence of an object, or of a folder that holds objects. Borrowed: valid
 * only during the call that it is passed to.
 */
#ifndef MODEL_LISTED_KEY_H
#define MODEL_LISTED_KEY_H

#include <stdint.h>

#include "base/slice.h"

struct listed_key {
    struct slice bucket; /* empty: the listing names none */
    struct slice key;    /* decoded, without its bucket */
    uint64_t size;       /* bytes; of a folder, the sum of its objects */
    uint64_t count;      /* objects: 1, or those of a folder */
    bool is_folder;      /* a folder that holds objects, not an object */
    bool has_size;
};

#endif
