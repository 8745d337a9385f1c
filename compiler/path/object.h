/* An object of S3, as a listing tells of it. Borrowed: it lasts as long as the call it is given to.
 */
#ifndef PATH_OBJECT_H
#define PATH_OBJECT_H

#include <stdint.h>

#include "base/slice.h"

struct object {
    struct slice bucket; /* empty: the listing names none */
    struct slice key;    /* decoded, without its bucket */
    uint64_t size;       /* bytes of all that it stands for */
    uint64_t count;      /* objects that it stands for: 1, or those of a folder */
    bool is_folder;      /* a folder that holds objects, not an object */
    bool has_size;
};

#endif
