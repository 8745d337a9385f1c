/*
 * The conversion of a table to Parquet: where its rows go, and what the table over them is called.
 * The spec's block `parquet` may say so; what it leaves out follows from the table.
 */
#ifndef MODEL_CONVERSION_H
#define MODEL_CONVERSION_H

#include "model/table.h"

/* Whether the spec has the block. */
bool conversion_is_asked(const struct table *table);

/* The block with its defaults: the name NAME_parquet in the same schema, and the folder
   FOLDER_parquet/ beside the table's own. The location is not given where the table has no folder
   that another can stand beside: it is a whole bucket, or a manifest. */
struct conversion conversion_of(struct arena *arena, const struct table *table);

/* The table whose files the result would lie among, so that it would be read as what it is not, or
   would be cleaned away with the result; *theirs is the folder in question. The table itself, any
   other, or one whose own result goes there. A spec of the result itself is none. NULL: there is
   none. Results that no block speaks of count only where `with_implied`. */
const struct document *conversion_collides(struct arena *arena, const struct model *model,
                                           const struct document *document, bool with_implied,
                                           struct text *theirs);

/* The table of another place that has the result's name, or NULL. */
const struct document *conversion_namesake(struct arena *arena, const struct model *model,
                                           const struct document *document);

#endif
