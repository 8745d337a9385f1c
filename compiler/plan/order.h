/*
 * A partition's place among many, as numbers: sorting a million of them by their values would read
 * each integer dozens of times.
 */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "model/table.h"

enum { ORDER_WORDS = 3 };

/* The front of a text whose bytes are ordered as the values are. */
struct order {
    uint64_t words[ORDER_WORDS];
};

/* False where the values have no such text: their orders then do not compare. */
bool order_of(const struct table *table, const struct slice *values, struct order *order);

/* Negative or positive: as partition_cmp of the values; zero: that must tell. */
static inline int order_cmp(const struct order *a, const struct order *b)
{
    for (size_t i = 0; i < ORDER_WORDS; i++)
        if (a->words[i] != b->words[i])
            return a->words[i] < b->words[i] ? -1 : 1;
    return 0;
}

#endif
