/*
 * The table over the Parquet files that a table is converted to, as a table and a statement like
 * any other (model/conversion.h).
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
    struct statement statement; /* of the source's kind, with its partitions */
};

/* Whether the spec of the statement's table requests one, and the table is not Parquet itself. */
bool parquet_table_is_requested(const struct statement *statement);

/* Makes the same statement of the Parquet table; it borrows from `statement`. */
void parquet_table_init(struct parquet_table *parquet, const struct statement *statement);

void parquet_table_release(struct parquet_table *parquet);

/* Calls `review` for the statement, and for the Parquet table where that is in another schema. */
void parquet_table_review(struct diags *diags, const struct statement *statement,
                          void (*review)(struct diags *diags, const struct statement *statement));

#endif
