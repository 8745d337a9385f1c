/* Text in patterns of engines, where it matches itself. The pattern is not a literal of SQL yet. */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/str.h"

/* A regular expression of RE2 or Trino: a backslash before ASCII that is not of a word, except for
   the bytes of `plain`, which the caller knows to mean nothing where they come. */
void text_into_regex(struct str *out, const char *plain, struct slice text);

/* A glob of DuckDB's. */
void text_into_glob(struct str *out, struct slice text);

#endif
