/*
 * What Glue says about tables, as the AWS CLI prints it, to the model: `aws glue get-table`,
 * `get-tables` and `get-partitions`. Partitions belong to the table read before them. Jansson tells
 * no places, so that findings point at the first place in the text where the name or value stands.
 */
#ifndef READ_GLUE_H
#define READ_GLUE_H

#include "model/table.h"

/* Adds the tables and partitions of one source. `schema` is the external schema that the tables
   belong to; empty: of the database's name. What is malformed is reported (SP1113). */
void glue_read(struct diags *diags, struct source *source, struct slice schema,
               struct model *model);

/* Whether a text is JSON of Glue's rather than a spec. */
bool glue_is_likely(struct slice text);

#endif
