/* Redshift's DDL: names, literals, clauses (facts: Identifiers; String literals and backslashes).
   */
#ifndef WRITE_SQL_REDSHIFT_H
#define WRITE_SQL_REDSHIFT_H

#include "write/sql/external.h"

extern const struct dialect redshift_dialect;

/* Appends a name: bare if it has only lower-case letters, digits and underscores and is in no list
   of reserved words; else in double quotes, with inner ones doubled. */
void redshift_write_identifier(struct str *out, struct slice name);

/* Appends a string literal: quotes and backslashes are doubled and control characters become \ooo,
   because Redshift reads a backslash in '...' as an escape. */
void redshift_write_literal(struct str *out, struct slice value);

/* Appends a name as a literal, in lower case, which is how the catalog stores it. */
void redshift_write_lower(struct str *out, struct slice name);

/* Appends "WORDS role" with its line end, a chain of roles as one literal; nothing if there is no
   role. */
void redshift_write_roles(struct str *out, const char *words, const struct roles *roles);

#endif
