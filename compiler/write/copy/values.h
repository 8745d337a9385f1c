/* Partitions whose values differ only in spelling, such as 1.5 and 1.50, are one partition in the
   native table. Reports a run that drops one and adds the other; review_partitions_apart checks
   those that are loaded alike. */
#ifndef WRITE_COPY_VALUES_H
#define WRITE_COPY_VALUES_H

#include "write/target.h"

/* Adds SP1065 for each table in which an action on one partition would remove rows of another. */
void copy_review_values(struct diags *diags, const struct statement_list *statements,
                        const struct write_options *options);

#endif
