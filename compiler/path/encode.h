/*
 * Hive's escaping of partition values in folder names (facts: Hive's escaping). Control characters, 0x7F and
 * " # % ' * / : = ? \ { [ ] ^ become %XX with capital digits; a space stays; an empty value is
 * __HIVE_DEFAULT_PARTITION__.
 */
#ifndef PATH_ENCODE_H
#define PATH_ENCODE_H

#include "model/same_value.h" /* PATH_NULL_PARTITION */

/* Appends the value of a partition column, encoded for a folder's name. */
void path_encode(struct str *out, struct slice value);

/* Appends `folder` with every %XX decoded. The null partition is left as it is. */
void path_decode(struct str *out, struct slice folder);

/* Whether path_encode would change any byte. */
bool path_needs_encoding(struct slice value);

#endif
