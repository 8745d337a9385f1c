/* Text in a pattern, where it matches only itself. The pattern is not yet quoted as an SQL literal.
   */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/str.h"

/* Appends it for a regular expression of RE2 or Trino: a backslash before each ASCII byte that is
   not a letter, digit or underscore, except the bytes of `plain`, which the caller knows to be
   literal where they occur. */
void text_into_regex(struct str *out, const char *plain, struct slice text);

/* Appends it for a DuckDB glob. */
void text_into_glob(struct str *out, struct slice text);

#endif
