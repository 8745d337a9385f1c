/* Tables that an engine keeps itself, as PostgreSQL and Redshift make them: the partition columns
   are columns like others, behind them, and descriptions are comments. */
#ifndef WRITE_NATIVE_H
#define WRITE_NATIVE_H

#include "write/sql.h"

/* Appends a line for each of the columns, `(` and `)` around them, the partition columns among them
   where `with_keys`. */
void native_write_columns(struct str *out, const struct sql *sql, const struct table *table,
                          bool with_keys);

/* Appends a statement for each description of the table and its columns. */
void native_write_comments(struct str *out, const struct sql *sql,
                           const struct statement *statement);

#endif
