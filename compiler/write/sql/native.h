/* Native tables of PostgreSQL and Redshift: partition columns are ordinary columns and follow the
   others; descriptions become comments. */
#ifndef WRITE_SQL_NATIVE_H
#define WRITE_SQL_NATIVE_H

#include "write/sql/sql.h"

/* Appends the columns in parentheses, one per line. */
void native_write_columns(struct str *out, const struct sql *sql, const struct table *table);

/* Appends one of these lines. */
void native_write_column(struct str *out, const struct sql *sql, struct slice name,
                         const struct type *type, bool is_last);

/* Appends a COMMENT ON statement for each description of the table and its columns. */
void native_write_comments(struct str *out, const struct sql *sql,
                           const struct statement *statement);

#endif
