/*
 * From a table as DDL or a catalog describes it to the shortest model with the same meaning: the
 * format as a keyword, keys of JSON files as `source`, the path as a template, dates and values as
 * domains of partition columns, and partitions as ranges and lists of these.
 */
#ifndef PLAN_FOLD_FOLD_H
#define PLAN_FOLD_FOLD_H

#include "model/table.h"

/* Folds in place. Each entry must be one partition. With `to_the_letter`, the table's DDL stays
   byte for byte the same; otherwise classes are replaced by equivalent keywords. */
void fold_table(struct diags *diags, struct table *table, bool to_the_letter);

#endif
