/*
 * Scripts for psql: they stop at the first error, can be run again, and report progress. Text from
 * a spec appears only in SQL literals and quoted names, or in single-quoted arguments of \echo,
 * where psql neither substitutes variables nor runs commands.
 */
#ifndef WRITE_SQL_PSQL_H
#define WRITE_SQL_PSQL_H

#include "write/target.h"

/* Appends the settings at the top of a script, and a blank line. */
void psql_write_head(struct str *out);

/* Appends an \echo that says which of the table's partitions come next. */
void psql_write_progress(struct str *out, const struct statement *statement);

/* Appends the statement, surrounded by the commands that psql needs. */
void psql_write_statement(struct str *out, const struct target *target,
                          const struct statement *statement);

#endif
