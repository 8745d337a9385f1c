/*
 * Scripts for psql: they stop at the first error, can be run again, and say where they are. What
 * comes from a spec stands in them in SQL's literals and quoted names, or in single-quoted words of
 * \echo, where psql neither substitutes variables nor runs commands.
 */
#ifndef WRITE_SQL_PSQL_H
#define WRITE_SQL_PSQL_H

#include "write/target.h"

/* Appends the settings that a script begins with, and a blank line. */
void psql_write_head(struct str *out);

/* Appends a line that says which of the table's partitions come now. */
void psql_write_progress(struct str *out, const struct statement *statement);

/* Appends the statement with what psql needs around it. */
void psql_write_statement(struct str *out, const struct target *target,
                          const struct statement *statement);

#endif
