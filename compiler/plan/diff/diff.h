/*
 * Two models to the changes between them, and each change to the statements that make it: the
 * gentlest that do (facts: ALTER TABLE on external tables). What Redshift cannot alter makes the
 * table anew, with the reason. No statement touches a file in S3.
 */
#ifndef PLAN_DIFF_DIFF_H
#define PLAN_DIFF_DIFF_H

#include "plan/diff/change.h"
#include "plan/partitions.h"

struct diff_options {
    struct until until;
    struct slice schema; /* deploy under this schema; empty: as the models say */
};

/* Adds the changes that make `before` into `after`, schemas first, then tables in the order of
   `after`, then what only `before` has. Partition columns of deployed tables should have no domain
   (diff_as_deployed). Diagnostics are those of plan_partitions, and SP1201 for a `renamed_from`
   that names no column. */
void plan_diff(struct diags *diags, const struct model *before, const struct model *after,
               const struct diff_options *options, struct changes *changes);

/* Takes partition values as they are: in what a catalog says there is no domain to hold them to. */
void diff_as_deployed(struct model *model);

#endif
