/*
 * DDL to the model: CREATE EXTERNAL SCHEMA, CREATE EXTERNAL TABLE, ALTER TABLE and GRANT USAGE, as
 * Redshift prints them (SHOW EXTERNAL TABLE ... PARTITION), as people write them, and as Athena's
 * SHOW CREATE TABLE does. ALTER TABLE changes tables defined before it, so a script of changes
 * gives its final result. Statements that a spec cannot hold are reported and skipped (SP1102);
 * malformed ones are errors (SP1101).
 */
#ifndef READ_DDL_DDL_H
#define READ_DDL_DDL_H

#include "model/table.h"

/* Adds what one source defines to the model. `schema` is used where a table's name has none; it
   may be empty. */
void ddl_read(struct diags *diags, struct source *source, struct slice schema, struct model *model);

/* Whether a text is DDL rather than a spec: it starts with an SQL comment or keyword. */
bool ddl_is_likely(struct slice text);

/* Whether the text says that spectrumc generated it. */
bool ddl_is_generated(struct slice text);

#endif
