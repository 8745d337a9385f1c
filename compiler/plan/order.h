/*
 * A partition's sort key, as numbers: sorting a million partitions by their values would parse each
 * integer dozens of times.
 */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "model/table.h"

enum { ORDER_WORDS = 3 };

/* The first bytes of a text that sorts by bytes as the values sort. */
struct order {
    uint64_t words[ORDER_WORDS];
};

/* False when the values have no such text; *order must then not be compared. */
bool order_of(const struct table *table, const struct slice *values, struct order *order);

/* Negative or positive: the result of partition_cmp. Zero: partition_cmp must decide. */
static inline int order_cmp(const struct order *a, const struct order *b)
{
    for (size_t i = 0; i < ORDER_WORDS; i++)
        if (a->words[i] != b->words[i])
            return a->words[i] < b->words[i] ? -1 : 1;
    return 0;
}

#endif
