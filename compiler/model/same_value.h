/*
 * When two values of a partition column are one. The catalog keys partitions by their exact text:
 * to it, 4 and 04 are two. An engine compares values of the column's type: to it they are one number
 * (facts: Partition values).
 */
#ifndef MODEL_SAME_VALUE_H
#define MODEL_SAME_VALUE_H

#include "base/str.h"
#include "model/table.h"

/* The value of rows that have none, as Hive names its folder. An empty value has the same folder. */
#define PATH_NULL_PARTITION "__HIVE_DEFAULT_PARTITION__"

/* Whether the catalog has one partition for both. */
static inline bool same_in_catalog(struct slice a, struct slice b)
{
    return slice_eq(a, b);
}

/* Whether an engine reads both as one value of the type. */
bool same_when_read(const struct type *type, struct slice a, struct slice b);

/* The index of the first partition column in which the catalog tells the two apart; keys.count if
   they are one partition. */
size_t values_difference(const struct table *table, const struct slice *a, const struct slice *b);

/* Appends a text that is equal for values of one partition column that an engine reads as the same;
   a null is one of them. */
void value_put_as_read(struct str *out, const struct key_column *key, struct slice value);

/* The same for the values of the first `count` partition columns. */
void values_put_as_read(struct str *out, const struct table *table, const struct slice *values,
                        size_t count);

#endif
