/* From a model to the statements that create it in the warehouse. */
#ifndef PLAN_COMPILE_H
#define PLAN_COMPILE_H

#include "plan/partitions.h"

enum part {
    PART_SCHEMA = 1 << 0,
    PART_GRANTS = 1 << 1,
    PART_TABLE = 1 << 2,
    PART_PARTITIONS = 1 << 3,
    PART_SANITY = 1 << 4,
    PART_REPAIR = 1 << 5,
    PART_UPSERT = 1 << 6, /* the rows of partitions, replacing existing ones */
    PART_JSONPATHS = 1 << 7,
    PARTS_DEFAULT = PART_SCHEMA | PART_GRANTS | PART_TABLE | PART_PARTITIONS
};

struct plan_options {
    unsigned parts; /* bits of enum part */
    struct until until;
    bool projects;            /* tables get a projection of their partitions' dates */
    struct deployment common; /* what all deployments share; its model is set by plan_compile */
};

/* The part that a kind of statement belongs to. */
enum part plan_part(enum statement_kind kind);

/* Adds statements for all documents: schemas, grants, tables, partitions, queries, each kind in the
   order of the specs. Diagnostics are those of plan_partitions. */
void plan_compile(struct diags *diags, const struct model *model,
                  const struct plan_options *options, struct statement_list *statements);

#endif
