/*
 * From what DDL or a catalog says about a table to the shortest model that means the same: the
 * format by its word, keys of JSON files as `source`, the path as a template, dates and values as
 * the domains of partition columns, and partitions as ranges and lists of them.
 */
#ifndef PLAN_FOLD_FOLD_H
#define PLAN_FOLD_FOLD_H

#include "model/table.h"

/* Folds in place. Each entry must be one partition. `to_the_letter`: the table's DDL stays the same
   bytes; else classes are shortened to the words that stand for them. */
void fold_table(struct diags *diags, struct table *table, bool to_the_letter);

#endif
