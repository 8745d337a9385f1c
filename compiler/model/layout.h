/*
 * How a table's files are read, in one form however it was written: `parquet`, STORED AS PARQUET
 * and the classes that the catalog prints for them have the same layout.
 */
#ifndef MODEL_LAYOUT_H
#define MODEL_LAYOUT_H

#include "model/table.h"

struct layout {
    struct slice serde, input, output;     /* classes */
    struct property_list serde_properties; /* sorted by key; defaults are left out */
};

struct layout layout_of(struct arena *arena, const struct table *table);

/* All table properties: first those that the format's options imply, then those of the spec. */
struct property_list all_properties(struct arena *arena, const struct table *table);

bool properties_eq(const struct property_list *a, const struct property_list *b);

#endif
