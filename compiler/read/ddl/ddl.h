/*
 * DDL to the model: CREATE EXTERNAL SCHEMA, CREATE EXTERNAL TABLE, ALTER TABLE and GRANT USAGE, as
 * Redshift prints them (SHOW EXTERNAL TABLE ... PARTITION), as people write them, and as Athena's
 * SHOW CREATE TABLE does. ALTER TABLE changes the tables that were read before it, so that a script
 * of changes is read to what it leaves. Statements that no spec can hold are reported and passed
 * over (SP1102); what is malformed is an error (SP1101).
 */
#ifndef READ_DDL_DDL_H
#define READ_DDL_DDL_H

#include "model/table.h"

/* Adds what one source defines to the model. `schema` stands where a table's name has none; it may
   be empty. */
void ddl_read(struct diags *diags, struct source *source, struct slice schema, struct model *model);

/* Whether a text is DDL rather than a spec: it begins with SQL's comments or one of its words. */
bool ddl_is_likely(struct slice text);

/* Whether the text says that spectrumc wrote it. */
bool ddl_is_generated(struct slice text);

#endif
