/*
 * The conversion of a table to Parquet: where its rows go, and what the table over them is called.
 * The spec's block `parquet` may say so; what it leaves out follows from the table.
 */
#ifndef MODEL_CONVERSION_H
#define MODEL_CONVERSION_H

#include "model/identity.h"

/* Whether the spec has a `parquet` block. */
bool conversion_is_asked(const struct table *table);

/* The block, with defaults filled in: the name NAME_parquet in the same schema, and the folder
   FOLDER_parquet/ next to the table's own. The location is left unset if the table's location is a
   whole bucket or a manifest, since no folder can be next to it. */
struct conversion conversion_of(struct arena *arena, const struct table *table);

/* The document whose table's files the Parquet files would be mixed with, and so be read as its
   rows or be deleted by the next conversion: the source itself, another table, or a table whose own
   Parquet files go to the same folder. A spec of the Parquet table itself does not count. Returns
   NULL if there is none; else *theirs is the folder. The Parquet table of a spec without the block
   counts only if `with_implied`. */
const struct document *conversion_collides(struct arena *arena, const struct catalogs *catalogs,
                                           const struct document *document, bool with_implied,
                                           struct text *theirs);

/* The document of a table that is the Parquet table's entry in the catalog, but has another location,
   or of an earlier one whose own Parquet table, from its block, is that entry; or NULL. *unknown is
   NULL, or what would have to be known to tell whether it is one: see catalog_compare. */
const struct document *conversion_namesake(struct arena *arena, const struct catalogs *catalogs,
                                           const struct document *document, const char **unknown);

#endif
