/*
 * Glue's JSON about tables, as the AWS CLI prints it, to the model: `aws glue get-table`,
 * `get-tables` and `get-partitions`. Partitions belong to the table read before them. Jansson gives
 * no positions, so findings point to where the name or value first appears in the text.
 */
#ifndef READ_GLUE_H
#define READ_GLUE_H

#include "model/table.h"

/* Adds the tables and partitions of one source. `schema` is the external schema that the tables
   belong to; if empty, it has the database's name. Malformed input is reported (SP1113). */
void glue_read(struct diags *diags, struct source *source, struct slice schema,
               struct model *model);

/* Whether a text is Glue JSON rather than a spec. */
bool glue_is_likely(struct slice text);

#endif
