/*
 * Regular expressions, by PCRE2: the one place besides path/ that knows of it. Texts are UTF-8.
 * Matching is bounded: a pattern that backtracks without end does not match. It changes nothing in
 * the pattern, so that threads may share one.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/arena.h"

struct pattern;

struct pattern_problem {
    size_t offset;     /* of the byte in the pattern that the problem is at, or behind */
    bool is_dialect;   /* PCRE2 does not know a construct that another engine may know */
    struct slice what; /* "missing closing parenthesis" */
};

/* NULL when the pattern cannot be compiled, with *problem set, its text in the arena. Else to be
   freed. Escapes are read as Java reads them: \u00e9 is one character. */
struct pattern *pattern_compile(struct arena *arena, struct slice text,
                                struct pattern_problem *problem);
void pattern_free(struct pattern *pattern);

size_t pattern_group_count(const struct pattern *pattern);

/* Whether the pattern matches all of `text`; then the text of group i, the first being 1, goes to
   groups[i - 1] for the first `count` groups: a slice of no address for one that took no part. */
bool pattern_match(const struct pattern *pattern, struct slice text, struct slice *groups,
                   size_t count);

#endif
