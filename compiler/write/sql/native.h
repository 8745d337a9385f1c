/* Tables that an engine keeps itself, as PostgreSQL and Redshift make them: the partition columns
   are columns like others, behind them, and descriptions are comments. */
#ifndef WRITE_SQL_NATIVE_H
#define WRITE_SQL_NATIVE_H

#include "write/sql/sql.h"

/* Appends the columns, a line each, between brackets. */
void native_write_columns(struct str *out, const struct sql *sql, const struct table *table);

/* One line of them. */
void native_write_column(struct str *out, const struct sql *sql, struct slice name,
                         const struct type *type, bool is_last);

/* Appends a statement for each description of the table and its columns. */
void native_write_comments(struct str *out, const struct sql *sql,
                           const struct statement *statement);

#endif
