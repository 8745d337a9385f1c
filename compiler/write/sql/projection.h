/* Partition projection: Athena computes partitions from a table's properties (facts: Athena). */
#ifndef WRITE_SQL_PROJECTION_H
#define WRITE_SQL_PROJECTION_H

#include "plan/statement.h"

/* Adds SP1007 for everything that projection cannot express, or, if there is none, SP1006. */
void projection_review(struct diags *diags, const struct statement *statement);

/* Appends the key and value of a projected table's property at `index`, counted from 0; false after
   the last. */
bool projection_property(const struct statement *statement, size_t index, struct str *key,
                         struct str *value);

#endif
