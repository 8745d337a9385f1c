/*
 * Two models to the changes between them, and each change to the statements that make it: the
 * gentlest that do (facts: ALTER TABLE on external tables). What Redshift cannot alter makes the
 * table anew, with the reason. No statement touches a file in S3.
 */
#ifndef PLAN_DIFF_DIFF_H
#define PLAN_DIFF_DIFF_H

#include "plan/partitions.h"

enum change_class {
    CHANGE_SAFE,
    CHANGE_RESULTS,    /* queries may answer otherwise, or fail */
    CHANGE_DESTRUCTIVE /* a column, a table or registered partitions go */
};

/* What is changed; a word of each stands in JSON. */
enum change_kind {
#define CHANGE(id, word) CHANGE_##id,
#include "grammar/changes.def"
    CHANGE_KIND_COUNT
};

struct change {
    enum change_kind kind;
    enum change_class class;
    struct slice subject;      /* the table or schema: "spectrum.raw_events" */
    struct slice text;         /* "the column `user_id` bigint is added" */
    VEC(struct slice) reasons; /* why a table is made anew; what goes with it */
    size_t first, count;       /* its statements in changes.statements */
};

struct changes {
    VEC(struct change) list;
    struct statement_list statements;
};

struct diff_options {
    struct until until;
    struct slice schema; /* deploy under this schema; empty: as the models say */
};

const char *change_word(enum change_kind kind);
const char *change_class_word(enum change_class class);

/* How many changes are of the class. */
size_t changes_of(const struct changes *changes, enum change_class class);

/* Adds the changes that make `before` into `after`, schemas first, then tables in the order of
   `after`, then what only `before` has. Partition columns of deployed tables should have no domain
   (diff_as_deployed). Diagnostics are those of plan_partitions, and SP1201 for a `renamed_from`
   that names no column. */
void plan_diff(struct diags *diags, const struct model *before, const struct model *after,
               const struct diff_options *options, struct changes *changes);

/* Takes partition values as they are: in what a catalog says there is no domain to hold them to. */
void diff_as_deployed(struct model *model);

#endif
