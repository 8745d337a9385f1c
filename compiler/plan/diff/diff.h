/*
 * From two models to the changes between them, and for each change the least destructive statements
 * that make it (facts: ALTER TABLE on external tables). Where Redshift has no ALTER, the table is
 * recreated, and the reason is given. No statement touches a file in S3.
 */
#ifndef PLAN_DIFF_DIFF_H
#define PLAN_DIFF_DIFF_H

#include "plan/diff/change.h"
#include "plan/partitions.h"

struct diff_options {
    struct until until;
    struct slice schema; /* deploy under this schema; empty: the models' own */
};

/* Adds the changes that turn `before` into `after`: schemas first, then tables in the order of
   `after`, then whatever only `before` has. Partition columns of deployed tables should have no
   domain (diff_as_deployed). Diagnostics: those of plan_partitions, and SP1201 for a `renamed_from`
   that does not name a column. */
void plan_diff(struct diags *diags, const struct model *before, const struct model *after,
               const struct diff_options *options, struct changes *changes);

/* Removes the domains of partition columns, so that values are taken as they are: a catalog has no
   domains. */
void diff_as_deployed(struct model *model);

#endif
