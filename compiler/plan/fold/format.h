/* Internal to plan/fold/: the shortest way to say how a table's files are read. */
#ifndef PLAN_FOLD_FORMAT_H
#define PLAN_FOLD_FORMAT_H

#include "model/table.h"

/* Folds the format in place; `to_the_letter` as in fold_table. */
void fold_format(struct arena *arena, struct table *table, bool to_the_letter);

#endif
