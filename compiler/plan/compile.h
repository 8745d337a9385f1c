/* From a model to the statements that bring it about. */
#ifndef PLAN_COMPILE_H
#define PLAN_COMPILE_H

#include "plan/partitions.h"

enum emit {
    EMIT_SCHEMA = 1 << 0,
    EMIT_GRANTS = 1 << 1,
    EMIT_TABLE = 1 << 2,
    EMIT_PARTITIONS = 1 << 3,
    EMIT_SANITY = 1 << 4,
    EMIT_DEFAULT = EMIT_SCHEMA | EMIT_GRANTS | EMIT_TABLE | EMIT_PARTITIONS
};

enum { PARTITIONS_A_STATEMENT = 100 }; /* facts: ALTER TABLE */

struct plan_options {
    unsigned emit;       /* bits of enum emit */
    struct until until;
    struct slice schema; /* deploy under this schema; empty: as the specs say */
};

/* Adds statements for all documents: schemas, grants, tables, partitions, queries, each kind in the
   order of the specs. Diagnostics are those of plan_partitions. */
void plan_compile(struct diags *diags, const struct model *model,
                  const struct plan_options *options, struct statement_list *statements);

/* Adds the statements that add partitions, in batches. `schema` is as in the options. */
void plan_add_partitions(struct arena *arena, const struct document *document,
                         struct slice schema, struct partition_list all,
                         struct statement_list *statements);

#endif
