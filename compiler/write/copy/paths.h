/* JSONPaths files, which map keys of JSON objects to columns (facts: COPY into a native table). */
#ifndef WRITE_COPY_PATHS_H
#define WRITE_COPY_PATHS_H

#include "write/target.h"

/* Adds the table's file, next to its spec's script. `number` tells the files of one spec apart;
   from the second on it is part of the name. */
void copy_add_paths(struct artifacts *artifacts, const struct table *table, size_t number);

#endif
