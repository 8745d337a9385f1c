#include "plan/statement.h"

static bool has_batch(enum statement_kind kind)
{
    return kind == STATEMENT_ADD_PARTITIONS || kind == STATEMENT_REPLACE_PARTITIONS ||
           kind == STATEMENT_SET_LOCATION || kind == STATEMENT_DROP_PARTITION ||
           kind == STATEMENT_COUNT_ROWS;
}

const struct partition_batch *statement_batch(const struct statement *statement)
{
    static const struct partition_batch empty;

    return has_batch(statement->kind) ? &statement->batch : &empty;
}

const struct projection *statement_projection(const struct statement *statement)
{
    return statement->kind == STATEMENT_CREATE_TABLE ? statement->projection : NULL;
}
