/* What Athena's DDL and the Glue catalog both take from Hive (facts: String literals and
   backslashes; Athena). */
#ifndef WRITE_SQL_HIVE_H
#define WRITE_SQL_HIVE_H

#include "write/sql/external.h"

/* Appends a name for DDL: bare, or in backticks, with inner backticks doubled. */
void hive_write_identifier(struct str *out, struct slice name);

/* Appends a description in the form that the Glue catalog accepts (facts: Glue JSON): trimmed, and
   with control characters replaced by spaces; a table's keeps its line ends and tabs. */
void hive_write_description(struct str *out, struct slice description, bool is_column);

/* The value of the property `classification`, by which Glue jobs know how to read the files; or
   NULL. */
const char *hive_classification(const struct format *format);

#endif
