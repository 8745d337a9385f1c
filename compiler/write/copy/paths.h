/* JSONPaths files: which key of a JSON object goes into which column (facts: COPY into a native table). */
#ifndef WRITE_COPY_PATHS_H
#define WRITE_COPY_PATHS_H

#include "write/target.h"

/* Adds the table's file, beside its spec's script: the second of a spec has a number in its name. */
void copy_add_paths(struct artifacts *artifacts, const struct table *table, size_t number);

#endif
