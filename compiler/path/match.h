/*
 * A path template compiled to one PCRE2 pattern: from a folder below the table's location back to
 * the values that it was rendered from. The pattern matches the structure only: a value with a
 * folder's name to itself may be any text without a slash, so that a wrong value is found by its
 * meaning (path/value.h) and can be named in a message. The table must have passed the rules. A
 * matcher holds its latest match, so only one thread may use it at a time.
 */
#ifndef PATH_MATCH_H
#define PATH_MATCH_H

#include "path/template.h"

struct path_matcher;

enum path_verdict {
    PATH_MATCHES,
    PATH_DIFFERS, /* not of the template's form */
    PATH_NO_DATE  /* of that form, but the dates are malformed or contradictory */
};

struct path_match {
    const struct slice *values; /* by partition column, decoded; borrowed until the next match */
    struct civil when;          /* the date that the date columns name together */
    size_t bad_piece;           /* PATH_NO_DATE: index of the template's piece */
};

/* Must be freed with path_matcher_free. Exits when memory runs out; never returns NULL. */
struct path_matcher *path_matcher_new(const struct table *table);
void path_matcher_free(struct path_matcher *matcher);

/* How many folders the template has. */
size_t path_matcher_depth(const struct path_matcher *matcher);

/* The part of `key` (below the location) that would be its partition's folder: up to and including
   as many slashes as the template has. False when it has fewer. */
bool path_folder(const struct path_matcher *matcher, struct slice key, struct slice *folder);

/* Splits a folder into values. The null partition is kept as such, not turned into an empty value.
 */
enum path_verdict path_match(struct path_matcher *matcher, struct slice folder,
                             struct path_match *match);

#endif
