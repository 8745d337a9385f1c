/* Partition projection: Athena works out partitions from a table's properties (facts: Athena). */
#ifndef WRITE_SQL_PROJECTION_H
#define WRITE_SQL_PROJECTION_H

#include "plan/statement.h"

/* Adds SP1007 for each thing that projection cannot work out, and SP1006 where it can. */
void projection_review(struct diags *diags, const struct statement *statement);

/* Appends the property at `index` of a projected table; false behind the last. */
bool projection_property(const struct statement *statement, size_t index, struct str *key,
                         struct str *value);

#endif
