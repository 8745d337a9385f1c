/*
 * The table over the Parquet files that a table is converted to, as a table and a statement like any
 * other (model/conversion.h).
 */
#ifndef WRITE_RESULT_H
#define WRITE_RESULT_H

#include "model/conversion.h"
#include "plan/statement.h"

struct result {
    struct arena arena;
    struct document document;
    struct path_renderer path;
    struct statement statement; /* of the source's kind, with its partitions */
};

/* Makes the result of a statement of a table; to be released. */
void result_init(struct result *result, const struct statement *statement);

void result_release(struct result *result);

#endif
