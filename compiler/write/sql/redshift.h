/* How Redshift spells DDL (facts: Identifiers; String literals and backslashes). */
#ifndef WRITE_SQL_REDSHIFT_H
#define WRITE_SQL_REDSHIFT_H

#include "write/sql/external.h"

extern const struct dialect redshift_dialect;

/* Appends a name: bare where it is of lower-case letters, digits and underscores and no list of
   words has it, else in double quotes, with inner ones doubled. */
void redshift_write_identifier(struct str *out, struct slice name);

/* Appends a string literal: quotes and backslashes doubled, control characters as \ooo, since
   Redshift reads a backslash in '...' as an escape. */
void redshift_write_literal(struct str *out, struct slice value);

/* The same of a name in lower case: so the catalog keeps it. */
void redshift_write_lower(struct str *out, struct slice name);

/* Appends "WORDS role" with its line end, a chain as one literal; nothing for no role. */
void redshift_write_roles(struct str *out, const char *words, const struct roles *roles);

#endif
