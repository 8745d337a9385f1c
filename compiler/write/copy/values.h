/* Partitions that are one in the native table, of which a run drops one and adds the other: their
   values differ in spelling alone, as 1.5 and 1.50. Those that it loads in one way are looked at by
   review_partitions_apart. */
#ifndef WRITE_COPY_VALUES_H
#define WRITE_COPY_VALUES_H

#include "write/target.h"

/* Adds SP1065 for each table where what is done to one would take away rows of the other. */
void copy_review_values(struct diags *diags, const struct statement_list *statements,
                        const struct write_options *options);

#endif
