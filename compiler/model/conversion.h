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

/* The table whose files the Parquet table would lie among, to be read with them or deleted by the
   next conversion: the source itself, another table, or one whose own Parquet table goes there. Not
   a spec of the Parquet table itself. *theirs is the folder in question. NULL: there is none. Where
   a spec has no block, its Parquet table counts only if `with_implied`. */
const struct document *conversion_collides(struct arena *arena, const struct model *model,
                                           const struct document *document, bool with_implied,
                                           struct text *theirs);

/* The table in another location that has the Parquet table's name, or NULL. */
const struct document *conversion_namesake(struct arena *arena, const struct model *model,
                                           const struct document *document);

#endif
