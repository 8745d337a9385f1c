/* Hive's family: what Athena's DDL and the Glue catalog share (facts: String literals and backslashes; Athena). */
#ifndef WRITE_SQL_HIVE_H
#define WRITE_SQL_HIVE_H

#include "write/sql/external.h"

/* Appends a name for DDL: bare, or in backticks with inner ones doubled. */
void hive_write_identifier(struct str *out, struct slice name);

/* Appends a description as the Glue catalog can hold it (facts: Glue JSON): trimmed, with a space for
   each control character, but in a table's not for line ends and tabs. */
void hive_write_description(struct str *out, struct slice description, bool is_column);

/* The value of the property `classification`, or NULL: how Glue's jobs read the files. */
const char *hive_classification(const struct format *format);

#endif
