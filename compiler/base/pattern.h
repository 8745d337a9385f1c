/*
 * Regular expressions, by PCRE2; only path/ uses it directly as well. Texts are UTF-8. Matching is
 * bounded: a pattern that backtracks too long does not match. It does not change the pattern, so
 * threads may share one.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/arena.h"

struct pattern;

struct pattern_problem {
    size_t offset;     /* bytes into the pattern: at the problem, or just after it */
    bool is_dialect;   /* a construct that PCRE2 does not support, though another engine may */
    struct slice what; /* "missing closing parenthesis" */
};

/* NULL when the pattern cannot be compiled; *problem is then set, with its text in the arena.
   Otherwise the caller frees it. Escapes are read as in Java: \u00e9 is one character. */
struct pattern *pattern_compile(struct arena *arena, struct slice text,
                                struct pattern_problem *problem);
void pattern_free(struct pattern *pattern);

size_t pattern_group_count(const struct pattern *pattern);

/* Whether the pattern matches all of `text`. If so, groups[i - 1] becomes the text of group i (from
   1) for the first `count` groups; a group that took no part has `at` NULL. */
bool pattern_match(const struct pattern *pattern, struct slice text, struct slice *groups,
                   size_t count);

#endif
