/* Inside rules/: questions about a table's path. */
#ifndef RULES_PATH_PATH_H
#define RULES_PATH_PATH_H

#include "rules/rule.h"

/* Whether the spec gives a path; otherwise the path is the Hive layout of the columns. */
static inline bool path_is_given(const struct table *table)
{
    return text_is_given(table->path.text);
}

/* Whether a placeholder of the path names the partition column. */
bool path_names_key(const struct table *table, size_t key);

/* Says how to describe folders such as 2026/04/30/, for a column whose own `date` has slashes: the
   pattern belongs in the path, and the value is an ISO date. False if it has none. */
bool help_date_folders(struct rule_run *run, struct diag *diag, const struct table *table,
                       const struct key_column *key);

#endif
