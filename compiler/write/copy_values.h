/* Partitions that are one in the native table: their values differ in spelling alone, as 5 and 05 in a
   column of integers. */
#ifndef WRITE_COPY_VALUES_H
#define WRITE_COPY_VALUES_H

#include "write/target.h"

/* Adds SP1044 for each table where reloading or deleting such a partition would take away rows of the
   other. */
void copy_review_values(struct diags *diags, const struct statement_list *statements,
                        const struct write_options *options);

#endif
