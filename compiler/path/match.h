/*
 * A path template compiled to one PCRE2 pattern: from a folder below the table's location back to
 * the values that it was rendered from. The pattern tells the structure: a value that stands alone
 * between its neighbours is any text without a slash, so that a wrong one is found by what it means
 * (path/value.h) and can be spoken of. The table must have passed the rules. A matcher holds
 * its latest match: it is for one thread at a time.
 */
#ifndef PATH_MATCH_H
#define PATH_MATCH_H

#include "path/template.h"

struct path_matcher;

enum path_verdict {
    PATH_MATCHES,
    PATH_DIFFERS, /* not of the template's form */
    PATH_NO_DATE  /* of its form, but the dates are malformed or contradict each other */
};

struct path_match {
    const struct slice *values; /* by partition column, decoded; borrowed until the next match */
    struct civil when;          /* the date that the date columns stand for */
    size_t bad_piece;           /* PATH_NO_DATE: the piece of the template */
};

/* Must be freed. Want of memory ends the program. */
struct path_matcher *path_matcher_new(const struct table *table);
void path_matcher_free(struct path_matcher *matcher);

/* How many folders the template has. */
size_t path_matcher_depth(const struct path_matcher *matcher);

/* The part of `key` (below the location) that would be its partition's folder: up to and with as
   many slashes as the template has. False where it has fewer. */
bool path_folder(const struct path_matcher *matcher, struct slice key, struct slice *folder);

/* Takes a folder apart. An empty value was written as the null partition, and stays so. */
enum path_verdict path_match(struct path_matcher *matcher, struct slice folder,
                             struct path_match *match);

#endif
