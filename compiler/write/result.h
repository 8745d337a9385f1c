/*
 * The table over the Parquet files that a table is converted to, as a table and a statement like
 * any other (model/conversion.h).
 */
#ifndef WRITE_RESULT_H
#define WRITE_RESULT_H

#include "model/conversion.h"
#include "plan/statement.h"

struct result {
    struct arena arena;
    struct document document;
    struct deployment deployment;
    struct path_renderer path;
    struct statement statement; /* of the source's kind, with its partitions */
};

/* Whether the statement is of a table whose spec asks for a result, and which can have one. */
bool result_is_asked(const struct statement *statement);

/* Makes the result of a statement of a table; to be released. */
void result_init(struct result *result, const struct statement *statement);

void result_release(struct result *result);

/* Calls `review` for the statement, and for its result where that goes into another schema. */
void result_review(struct diags *diags, const struct statement *statement,
                   void (*review)(struct diags *diags, const struct statement *statement));

#endif
