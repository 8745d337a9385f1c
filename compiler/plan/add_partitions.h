/*
 * The statements that register a table's partitions, in batches of the size that one statement can
 * take. Shared by `compile`, `partitions` and `diff`.
 */
#ifndef PLAN_ADD_PARTITIONS_H
#define PLAN_ADD_PARTITIONS_H

#include "plan/statement.h"

enum { PARTITIONS_A_STATEMENT = 100 }; /* (facts: ALTER TABLE on external tables) */

/* An ADD_PARTITIONS of the document without a batch: the part that all its statements share.
   `common` is as for deployments_init. */
struct statement plan_common(struct arena *arena, const struct deployment *common,
                             const struct document *document);

/* Adds the statements that add or replace partitions, in batches. Each is a copy of `common` except
   for its batch. */
void plan_add_partitions(struct arena *arena, struct statement common, struct partition_list all,
                         struct statement_list *statements);

#endif
