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

#endif
