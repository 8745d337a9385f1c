/*
 * The Parquet table that a table is converted to, as an ordinary table and statement, so that
 * writers need no special case (model/conversion.h).
 */
#ifndef WRITE_PARQUET_TABLE_H
#define WRITE_PARQUET_TABLE_H

#include "model/conversion.h"
#include "plan/statement.h"

struct parquet_table {
    struct arena arena;
    struct document document;
    struct deployment deployment;
    struct path_renderer path;
    struct statement statement; /* same kind and partitions as the source's */
};

/* Whether the spec of the statement's table requests one, and the table is not Parquet itself. */
bool parquet_table_is_requested(const struct statement *statement);

/* Derives the same statement for the Parquet table. It borrows from `statement`, which must outlive
   it. */
void parquet_table_init(struct parquet_table *parquet, const struct statement *statement);

void parquet_table_release(struct parquet_table *parquet);

/* Calls `review` for the statement and, if the spec requests a Parquet table in another schema, for
   that one too. */
void parquet_table_review(struct diags *diags, const struct statement *statement,
                          void (*review)(struct diags *diags, const struct statement *statement));

#endif
