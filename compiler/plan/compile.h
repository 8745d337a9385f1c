/* From a model to the statements that bring it about. */
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
    PART_UPSERT = 1 << 6, /* the rows of partitions, in place of those that are there */
    PART_JSONPATHS = 1 << 7,
    PARTS_DEFAULT = PART_SCHEMA | PART_GRANTS | PART_TABLE | PART_PARTITIONS
};

enum { PARTITIONS_A_STATEMENT = 100 }; /* (facts: ALTER TABLE on external tables) */

struct plan_options {
    unsigned parts; /* bits of enum part */
    struct until until;
    bool projects;         /* tables are to know their partitions' dates */
    struct slice schema;   /* deploy under this schema; empty: as the specs say */
    struct slice database; /* of the catalog, for schemas that no spec declares; or empty */
    enum engine engine;
    struct slice root; /* a folder that stands for s3://, or empty */
};

/* The part that a kind of statement belongs to. */
enum part plan_part(enum statement_kind kind);

/* An ADD_PARTITIONS of the document without its batch: what its statements have in common. */
struct statement plan_common(struct arena *arena, const struct model *model,
                             const struct plan_options *options, const struct document *document);

/* Adds statements for all documents: schemas, grants, tables, partitions, queries, each kind in the
   order of the specs. Diagnostics are those of plan_partitions. */
void plan_compile(struct diags *diags, const struct model *model,
                  const struct plan_options *options, struct statement_list *statements);

/* Adds the statements that add or replace partitions, in batches; all but the batch is as in
   `common`. */
void plan_add_partitions(struct arena *arena, struct statement common, struct partition_list all,
                         struct statement_list *statements);

#endif
